"""Word files of before 2007, made into .docx first. doc2docx (the package msdoc2docx) does that in Python.

It is young, but MIT, without dependencies and released every few weeks; of files that LibreOffice had made
into .doc it gave back every paragraph, number, table and heading. LibreOffice itself would be another program
to install, and what an edition holds would depend on it; antiword has had no release since 2005.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from doc2docx import convert
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

from ..errors import UnreadableFile
from ..limits import Limits
from . import docx
from .loaded import Loaded


def load(path: Path, file: str, limits: Limits) -> Loaded:
    with TemporaryDirectory(prefix="fupin-") as folder:
        source, target = Path(folder) / "a.doc", Path(folder) / "a.docx"
        source.write_bytes(path.read_bytes())
        try:
            convert(source, target)
        except EncryptedDocumentError as error:
            remedy = "请用 Word 或 WPS 打开，去掉密码后重新保存"
            raise UnreadableFile(file, "文件设有密码", remedy) from error
        except Doc2DocxError as error:
            remedy = "请用 Word、WPS 或 LibreOffice 打开，另存为 .docx 后重新添加"
            raise UnreadableFile(file, "无法转换这份旧版 Word 文件", remedy) from error
        return docx.load(target, file, limits)
