"""A session of an editor with `regauge lsp`, held by pygls, a client library that others wrote.

Run by the environment of `locks/pygls.txt`: `editor_session.py FOLDER COMMAND...`. It writes a product of several files
to FOLDER, starts the server as an editor does, types, asks, renames, and writes what the editor then would save. Every
expectation that does not hold ends it with an AssertionError.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

PATIENCE = 60.0
"""Seconds until an answer is given up; a busy machine needs some."""

FILES = {
    "product.yaml": """\
apiVersion: regauge.dev/v1
kind: DataProduct
metadata: {name: rails, description: "🚆 on rails"}
include: ["parts/*.yaml"]
partitions: {day: {daily: 2025-01-01}}
pools: {api: 2}
resources:
  shop_api: {type: http, config: {base_url: "https://api.example.com"}}
assets:
  - key: raw/orders
    partitions: day
    resources: [shop_api]
    run: {python: "rails.load:orders"}
    cron: "0 5 * * *"
    outputs:
      - columns:
          - {name: order_id, type: long}
          - {name: status, type: string}
  - {key: clean/orders, description: "🚆🚆 clean", partitions: day, inputs: [raw/orders], run: {sql: sql/clean.sql}}
  - key: report/orders
    inputs:
      - asset: raw/orders
        mapping: all
    run:
      python: rails.load:report
""",
    "parts/jobs.yaml": """\
jobs:
  - name: after_raw
    select: ["+clean/orders", raw/orders+1]
    triggers:
      - {event: jobSucceeded, target: raw_orders}
      - {event: dataUpdated, target: raw/orders}
checks:
  - {asset: raw/orders, not_null: order_id}
environments:
  prod:
    jobs: {raw_orders: {enabled: true}}
""",
    "src/rails/__init__.py": "",
    "src/rails/load.py": "def orders(ctx):\n    return []\n\n\ndef report(ctx, orders):\n    return []\n",
    "sql/clean.sql": "select * from raw.orders where status <> 'draft'\n",
}


class Editor:
    """An editor's texts over a server's process; positions are UTF-16, as the protocol counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.client = LanguageClient("regauge-editor-test", "1")
        self.told: dict[str, list[lsp.Diagnostic]] = {}
        self.news = asyncio.Condition()

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def take(params: lsp.PublishDiagnosticsParams) -> None:
            async with self.news:
                self.told[params.uri] = list(params.diagnostics)
                self.news.notify_all()

    def uri(self, name: str) -> str:
        """Returns a file's address as our server writes it."""
        return (self.folder / name).as_uri()

    def document(self, name: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(uri=self.uri(name))

    def open(self, name: str, text: str | None = None) -> None:
        self.texts[name] = (self.folder / name).read_text(encoding="utf-8") if text is None else text
        self.versions[name] = 1
        item = lsp.TextDocumentItem(uri=self.uri(name), language_id="yaml", version=1, text=self.texts[name])
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))

    def replace(self, name: str, old: str, new: str) -> None:
        """Types `new` over the only place of `old`, as a change of that range alone."""
        text = self.texts[name]
        assert text.count(old) == 1, (old, text)
        at = text.index(old)
        change = lsp.TextDocumentContentChangePartial(
            range=lsp.Range(start=self.position(name, at), end=self.position(name, at + len(old))), text=new
        )
        self.texts[name] = text.replace(old, new)
        self.versions[name] += 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                text_document=lsp.VersionedTextDocumentIdentifier(uri=self.uri(name), version=self.versions[name]),
                content_changes=[change],
            )
        )

    def position(self, name: str, index: int) -> lsp.Position:
        before = self.texts[name][:index]
        line = before.count("\n")
        return lsp.Position(line=line, character=len(before.rsplit("\n", 1)[-1].encode("utf-16-le")) // 2)

    def index(self, text: str, position: lsp.Position) -> int:
        lines = text.split("\n")
        start = sum(len(line) + 1 for line in lines[: position.line])
        units = lines[position.line].encode("utf-16-le")[: 2 * position.character]
        return start + len(units.decode("utf-16-le"))

    def at(self, name: str, words: str, offset: int = 0) -> dict[str, object]:
        """Returns where `words` first stand in a file, as the question's parameters."""
        place = self.position(name, self.texts[name].index(words) + offset)
        return {"text_document": self.document(name), "position": place}

    def text_at(self, location: lsp.Location) -> tuple[str, str]:
        """Returns the file and the words that a location names."""
        name = Path(location.uri.removeprefix(self.folder.as_uri() + "/")).as_posix()
        text = self.texts.get(name) or (self.folder / name).read_text(encoding="utf-8")
        return name, text[self.index(text, location.range.start) : self.index(text, location.range.end)]

    async def findings(self, name: str, *codes: str) -> list[lsp.Diagnostic]:
        """Waits until exactly these errors are told of a file; what targets cannot is a warning."""
        try:
            async with self.news, asyncio.timeout(PATIENCE):
                while self.uri(name) not in self.told or sorted(self.errors(name)) != sorted(codes):
                    await self.news.wait()
        except TimeoutError:
            raise AssertionError(f"{name}: not {codes} but {self.told.get(self.uri(name))}") from None
        return list(self.errors(name).values())

    def errors(self, name: str) -> dict[str, lsp.Diagnostic]:
        """Returns the errors of a file by their codes."""
        told = self.told.get(self.uri(name), [])
        return {str(found.code): found for found in told if found.severity == lsp.DiagnosticSeverity.Error}

    async def labels(self, name: str, words: str, offset: int) -> set[str]:
        """Returns what is offered behind so many letters of `words`."""
        asked = lsp.CompletionParams(**self.at(name, words, offset))
        answer = await self.client.text_document_completion_async(asked)
        items = answer.items if isinstance(answer, lsp.CompletionList) else answer or []
        return {item.label for item in items}

    def apply(self, edit: lsp.WorkspaceEdit) -> set[str]:
        """Applies and saves an edit of several files; returns their names."""
        changed = set()
        for uri, edits in (edit.changes or {}).items():
            name = Path(uri.removeprefix(self.folder.as_uri() + "/")).as_posix()
            text = self.texts.get(name) or (self.folder / name).read_text(encoding="utf-8")
            spans = [(self.index(text, e.range.start), self.index(text, e.range.end), e.new_text) for e in edits]
            for start, end, new in sorted(spans, key=lambda span: span[0], reverse=True):
                text = text[:start] + new + text[end:]
            (self.folder / name).write_text(text, encoding="utf-8")
            changed.add(name)
        return changed


async def session(editor: Editor) -> None:
    """Types and asks; the names of the parts say what is expected."""
    client = editor.client
    for name in ("product.yaml", "parts/jobs.yaml"):
        editor.open(name)
    await editor.findings("product.yaml")
    await editor.findings("parts/jobs.yaml")

    await broken_edit_and_unsaved_include(editor)
    await completion(editor)
    await hover_and_definition(editor)

    symbols = await client.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(text_document=editor.document("product.yaml"))
    )
    outline = {symbol.name: [child.name for child in symbol.children or []] for symbol in symbols}
    assert outline["assets"] == ["raw/orders", "clean/orders", "report/orders"], outline

    options = lsp.FormattingOptions(tab_size=2, insert_spaces=True)
    edits = await client.text_document_formatting_async(
        lsp.DocumentFormattingParams(text_document=editor.document("parts/jobs.yaml"), options=options)
    )
    assert edits and "apiVersion" not in edits[0].new_text and "asset: raw/orders" in edits[0].new_text, edits


async def broken_edit_and_unsaved_include(editor: Editor) -> None:
    """A wrong name is found where it is typed; an unsaved file counts; a broken one says so once."""
    editor.replace("product.yaml", "inputs: [raw/orders]", "inputs: [raw/order]")
    (found,) = await editor.findings("product.yaml", "RG-LINK-001")
    words = editor.text_at(lsp.Location(uri=editor.uri("product.yaml"), range=found.range))[1]
    assert words == "raw/order", words  # right behind two emoji
    assert "raw/orders" in found.message, found.message
    editor.replace("product.yaml", "inputs: [raw/order]", "inputs: [raw/orders]")
    await editor.findings("product.yaml")

    editor.replace("parts/jobs.yaml", "  - name: after_raw", "  - name: raw_orders")
    (found,) = await editor.findings("product.yaml", "RG-RULE-002")
    related = [editor.text_at(other.location) for other in found.related_information or []]
    assert related == [("parts/jobs.yaml", "raw_orders")], found
    editor.replace("parts/jobs.yaml", "  - name: raw_orders", "  - name: after_raw")
    await editor.findings("product.yaml")

    editor.open("parts/new.yaml", "jobs:\n  - {name: by_hand, select: [nothing/here]}\n")
    await editor.findings("parts/new.yaml", "RG-LINK-007")
    editor.replace("parts/new.yaml", "nothing/here", "clean/orders")
    await editor.findings("parts/new.yaml")
    editor.client.text_document_did_close(
        lsp.DidCloseTextDocumentParams(text_document=editor.document("parts/new.yaml"))
    )

    editor.replace("product.yaml", "    resources: [shop_api]\n", "    reso\n")
    found = (await editor.findings("product.yaml", "RG-READ-004"))[0]
    assert found.severity == lsp.DiagnosticSeverity.Error


async def completion(editor: Editor) -> None:
    """Keys, values and names are offered, also while the file is no YAML."""
    keys = await editor.labels("product.yaml", "    reso\n", 8)
    assert {"resources", "retry", "inputs"} <= keys and "key" not in keys and "partitions" not in keys, keys
    editor.replace("product.yaml", "    reso\n", "    resources: [sho]\n")
    assert await editor.labels("product.yaml", "[sho]", 4) == {"shop_api"}
    editor.replace("product.yaml", "[sho]", "[shop_api]")
    editor.replace("product.yaml", "partitions: day\n", "partitions: \n")
    assert await editor.labels("product.yaml", "partitions: \n", 12) == {"day"}
    editor.replace("product.yaml", "partitions: \n", "partitions: day\n")

    editor.replace("product.yaml", "mapping: all", "mapping: ")
    assert await editor.labels("product.yaml", "mapping: \n", 9) >= {"all", "identity", "last"}
    editor.replace("product.yaml", "mapping: \n", "mapping: all\n    deps:\n      - \n")
    offered = await editor.labels("product.yaml", "      - \n", 8)
    assert {"raw/orders", "clean/orders", "asset"} <= offered, offered
    editor.replace("product.yaml", "    deps:\n      - \n", "")

    offered = await editor.labels("parts/jobs.yaml", "+clean/orders", 6)
    assert {"raw/orders", "clean/orders", "tag:"} <= offered, offered
    assert await editor.labels("parts/jobs.yaml", "not_null: order_id", 12) == {"order_id", "status"}
    assert await editor.labels("parts/jobs.yaml", "target: raw_orders", 9) >= {"after_raw", "raw_orders"}
    kinds = await editor.labels("product.yaml", "python: rails.load:report", 3)
    assert {"dlt", "noop", "spark"} <= kinds, kinds
    await editor.findings("product.yaml")


async def hover_and_definition(editor: Editor) -> None:
    """What a thing is, where it is given, who uses it."""
    client = editor.client

    async def shown(words: str, offset: int = 0) -> str:
        answer = await client.text_document_hover_async(lsp.HoverParams(**editor.at("product.yaml", words, offset)))
        return answer.contents.value if answer and isinstance(answer.contents, lsp.MarkupContent) else ""

    assert "identity" in await shown("mapping: all")
    assert "type: http" in await shown("[shop_api]", 2)

    async def given(name: str, words: str, offset: int = 0) -> list[tuple[str, str]]:
        asked = lsp.DefinitionParams(**editor.at(name, words, offset))
        return [editor.text_at(place) for place in await client.text_document_definition_async(asked) or []]

    assert await given("product.yaml", "[raw/orders]", 3) == [("product.yaml", "raw/orders")]
    assert await given("parts/jobs.yaml", "+clean/orders", 4) == [("product.yaml", "clean/orders")]
    assert await given("parts/jobs.yaml", "raw_orders") == [("product.yaml", "raw/orders")]
    assert await given("parts/jobs.yaml", "not_null: order_id", 12) == [("product.yaml", "order_id")]
    assert await given("product.yaml", "[shop_api]", 3) == [("product.yaml", "shop_api")]
    assert await given("product.yaml", "parts/*.yaml", 3) == [("parts/jobs.yaml", "")]
    assert await given("product.yaml", "sql/clean.sql", 3) == [("sql/clean.sql", "")]
    assert await given("product.yaml", "rails.load:report", 3) == [("src/rails/load.py", "report")]

    asked = lsp.ReferenceParams(
        **editor.at("product.yaml", "raw/orders"), context=lsp.ReferenceContext(include_declaration=True)
    )
    places = [editor.text_at(place) for place in await client.text_document_references_async(asked) or []]
    assert places.count(("product.yaml", "raw/orders")) == 3, places
    assert places.count(("parts/jobs.yaml", "raw/orders")) == 3, places
    assert places.count(("parts/jobs.yaml", "raw_orders")) == 2, places


async def rename(editor: Editor) -> None:
    """An asset gets another key in every file."""
    place = editor.at("parts/jobs.yaml", "+clean/orders, raw/orders+1".split(", ")[0])
    assert await editor.client.text_document_prepare_rename_async(lsp.PrepareRenameParams(**place)) is None
    place = editor.at("product.yaml", "[raw/orders]", 3)
    try:
        await editor.client.text_document_rename_async(lsp.RenameParams(**place, new_name="clean/orders"))
    except Exception as refusal:  # the client library has a class of its own for each code
        assert "already" in str(refusal), refusal
    else:
        raise AssertionError("a key that is taken was given again")
    edit = await editor.client.text_document_rename_async(lsp.RenameParams(**place, new_name="landing/purchases"))
    assert edit is not None
    assert editor.apply(edit) == {"product.yaml", "parts/jobs.yaml"}


async def main(folder: Path, command: list[str]) -> None:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    editor = Editor(folder)
    client = editor.client
    await client.start_io(*command, "lsp")
    capabilities = lsp.ClientCapabilities()
    params = lsp.InitializeParams(capabilities=capabilities, process_id=os.getpid(), root_uri=folder.as_uri())
    said = await client.initialize_async(params)
    assert said.server_info and said.server_info.name == "regauge"
    client.initialized(lsp.InitializedParams())
    await session(editor)
    await rename(editor)
    await client.shutdown_async(None)
    client.exit(None)
    server = client._server
    assert server is not None
    assert await asyncio.wait_for(server.wait(), PATIENCE) == 0, server.returncode
    print("the session held")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2:]))
