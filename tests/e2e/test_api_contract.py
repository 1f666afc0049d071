"""The API keeps what its OpenAPI document says, whatever is sent: schemathesis over the running program."""

import time
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import one_of
from schemathesis import APIOperation, Case, CheckFunction
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bot.web.access import CSRF_HEADER
from tests.e2e.browser import Service
from tests.e2e.desk import link

Operation = APIOperation[Any, Any, Any, Any]
# What a schema cannot say: that starts and ends of spans come in pairs, the end after the start.
SAID_IN_WORDS: dict[str, list[CheckFunction]] = {"/api/context": [positive_data_acceptance]}
EXAMPLES = 4  # for each operation; a search of 200 found nothing else
OWN = ("own.md", "---\ntitle: 轮椅借用办法\n---\n\n社区可以向老年人免费借用轮椅三个月。\n")
"""A document that may be changed and removed; the others are bundled."""


class Caller(requests.Session):
    """An admin's session. Whatever a path names is there, or the API would only ever say that it is not."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service = service
        self.api = f"{service.address}/api/admin"
        self.sign_in()

    def sign_in(self) -> None:
        """Unless one is still an admin here: what was asked before may have ended that."""
        if self.get(f"{self.api}/me").json().get("role") != "admin":
            self.post(link(self.service)).raise_for_status()
            self.headers[CSRF_HEADER] = self.get(f"{self.api}/me").json()["csrf"]

    def known(self, path: str) -> dict[str, Any]:
        """What can be put for the parameters of a path; nothing else is being done then."""
        if path.startswith("/api/admin/library/"):
            self.wait()
            return {"id": "own"}
        if path.startswith("/api/admin/uploads/"):
            self.wait()
            return {"token": self.upload()}
        if path.startswith("/api/admin/editions/"):
            self.wait()
            found = self.get(f"{self.api}/editions").json()["editions"]
            return {"number": next(each["number"] for each in found if each["current"])}
        return {}

    def upload(self) -> str:
        sent = self.post(f"{self.api}/uploads", files=[("files", OWN)])
        return str(sent.json()["token"])

    def wait(self) -> None:
        """Until the work that goes on has ended."""
        for _ in range(600):
            job = self.get(f"{self.api}/job").json()["job"]
            if job is None or not job["runs"]:
                return
            time.sleep(0.1)
        raise AssertionError(f"the work does not end: {job}")


@pytest.fixture
def service(desk_service: Service) -> Service:
    """The running program with a document of its own in the library."""
    admin = Caller(desk_service)
    admin.post(f"{admin.api}/uploads/{admin.upload()}/confirm").raise_for_status()
    admin.wait()
    admin.get(f"{admin.api}/library/own").raise_for_status()
    return desk_service


def operations(service: Service) -> list[Operation]:
    document = requests.get(f"{service.address}/openapi.json", timeout=10).json()
    schema = schemathesis.openapi.from_dict(document)
    read = list(schema.get_all_operations())
    found = [each.ok() for each in read if isinstance(each, Ok)]
    assert len(found) == len(read) > 10
    return found


def test_every_operation_keeps_its_word(service: Service) -> None:
    found, caller = [], Caller(service)
    for operation in operations(service):
        caller.sign_in()
        known = caller.known(operation.path)
        try:
            statuses = searched(operation, caller, service.address, known)
            assert not known or min(statuses) < 300, statuses
        except Exception as failure:
            failure.add_note(operation.label)
            found.append(failure)
    if found:
        raise ExceptionGroup("what the API does not keep", found)


def searched(operation: Operation, caller: Caller, address: str, known: dict[str, Any]) -> set[int]:
    """The statuses that the operation gave, asked for what is `known`, and for anything."""
    statuses = set()

    def informed(case: Case[Any]) -> Case[Any]:
        case.path_parameters |= known
        return case

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=one_of(operation.as_strategy().map(informed), operation.as_strategy()))
    def keeps_its_word(case: Case[Any]) -> None:
        excluded = SAID_IN_WORDS.get(operation.path)
        statuses.add(case.call_and_validate(address, caller, excluded_checks=excluded).status_code)

    keeps_its_word()
    return statuses
