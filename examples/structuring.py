"""Letters as typed data: `python examples/structuring.py examples/letter.txt`."""

import asyncio
import sys

from structurer import Structurer
from structurer.kinds.imr import KIND


def one(path: str) -> None:
    result = Structurer(KIND).structure(path)  # a path, a Letter, or text of more than one line
    for item in result.record.determinations:
        print(item.service, item.decision)  # Decision.UPHELD or Decision.OVERTURNED
    for span in result.evidence.get("/worker/age", []):
        print(span.text, span.page, span.start, span.end)  # the passage, and where it stands
    for finding in result.findings:
        print(finding.severity, finding.path, finding.message)
    print(result.needs_review)  # whether a person should look


async def many(paths: list[str]) -> None:
    async with Structurer(KIND) as structurer:  # in the order given, a few at a time
        async for outcome in structurer.stream(paths, concurrency=8):
            if outcome.result is not None:
                print(outcome.name, outcome.result.record.outcome)
            else:
                print(outcome.name, outcome.error)


if __name__ == "__main__":
    one(sys.argv[1])
    asyncio.run(many(sys.argv[1:]))
