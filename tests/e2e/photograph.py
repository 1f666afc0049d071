"""Takes pictures of pages of the desk, to be looked at.

python -m tests.e2e.photograph LINK FOLDER PATH…     LINK as `fupin admin link` prints it, for a running fupin
"""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from tests.e2e.browser import chromium
from tests.e2e.desk import photograph, sign_in


def main(link: str, folder: str, *paths: str) -> None:
    parts = urlsplit(link)
    address = f"{parts.scheme}://{parts.netloc}"
    Path(folder).mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        context = browser.new_context(locale="zh-CN")
        sign_in(context.new_page(), link)
        state = context.storage_state()
        for path in paths:
            for taken in photograph(browser, address, state, path, Path(folder)):
                print(taken)


if __name__ == "__main__":
    main(*sys.argv[1:])
