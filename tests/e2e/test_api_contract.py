"""The API keeps what its OpenAPI document says, whatever is sent: schemathesis over the running program."""

from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, CheckFunction
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bot.web.access import CSRF_HEADER
from tests.e2e.browser import Service
from tests.e2e.desk import link

Operation = APIOperation[Any, Any, Any, Any]
# What a schema cannot say: that starts and ends of spans come in pairs, the end after the start.
SAID_IN_WORDS: dict[str, list[CheckFunction]] = {"/api/context": [positive_data_acceptance]}
EXAMPLES = 10  # for each operation; a search of 200 found nothing else


def signed_in(service: Service) -> requests.Session:
    """An admin's session, which says the secret of its forms with each call."""
    session = requests.Session()
    session.post(link(service)).raise_for_status()
    me = session.get(f"{service.address}/api/admin/me")
    session.headers[CSRF_HEADER] = me.json()["csrf"]
    return session


def operations(service: Service) -> list[Operation]:
    document = requests.get(f"{service.address}/openapi.json", timeout=10).json()
    schema = schemathesis.openapi.from_dict(document)
    read = list(schema.get_all_operations())
    found = [each.ok() for each in read if isinstance(each, Ok)]
    assert len(found) == len(read) > 10
    return found


def test_every_operation_keeps_its_word(desk_service: Service) -> None:
    found = []
    for operation in operations(desk_service):
        session = signed_in(desk_service)
        try:
            searched(operation, session, desk_service.address)
        except Exception as failure:
            failure.add_note(operation.label)
            found.append(failure)
    if found:
        raise ExceptionGroup("what the API does not keep", found)


def searched(operation: Operation, session: requests.Session, address: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def keeps_its_word(case: Case[Any]) -> None:
        case.call_and_validate(address, session, excluded_checks=SAID_IN_WORDS.get(operation.path))

    keeps_its_word()
