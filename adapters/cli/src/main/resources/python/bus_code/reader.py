"""Finds the uses of the buses among the calls of parsed files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clients import LIBRARIES, NATS_CLIENT, Call, Client
from modules import Module, Scope

TOPIC = re.compile(r"(__dlq\.)?[a-z][a-z0-9-]*(\.[A-Za-z0-9_*>-]+)+")
DEEPEST = 20


@dataclass(frozen=True)
class Text:
    """A text that an expression may be, and where it is written."""

    text: str
    module: Module
    node: ast.expr


class Reader:
    """Reads modules that know each other by their names."""

    def __init__(self, modules: list[Module]) -> None:
        self.modules = modules
        self.by_name = {module.name: module for module in modules}
        self.uses: list[dict[str, Any]] = []
        self.places: list[dict[str, Any]] = []
        self.unseen: list[dict[str, Any]] = []

    def read(self) -> None:
        """Goes through all calls."""
        for module in self.modules:
            before = len(self.uses) + len(self.unseen)
            clients: list[ast.Call] = []
            for call, scope in module.calls:
                client = self._client(self._dotted(call.func, scope))
                if client is not None:
                    if client.methods or client.made:
                        clients.append(call)
                    self._made(client, call, scope)
                elif isinstance(call.func, ast.Attribute):
                    self._method(call, call.func, scope)
            if clients and len(self.uses) + len(self.unseen) == before:
                self._note(module, clients[0].func, "a client is made here, and its topics are nowhere in this file")

    def _made(self, client: Client, call: ast.Call, scope: Scope) -> None:
        for names, is_secret in ((client.places, False), (client.secrets, True)):
            for name in names:
                for value in self._settings(call, name, scope):
                    for text in self._texts(value, scope) or []:
                        self.places.append({**text.module.place(text.node), "bus": client.bus, "isSecret": is_secret})
        if client.made is not None:
            self._use(client.made, client.bus, call, scope, True)

    def _method(self, call: ast.Call, function: ast.Attribute, scope: Scope) -> None:
        client = self._type(function.value, scope)
        if client is not None:
            if function.attr == "connect" and client is NATS_CLIENT:
                self._made(client, call, scope)
            elif function.attr in client.methods:
                self._use(client.methods[function.attr], client.bus, call, scope, True)
            return
        # A client that came from elsewhere: what looks like its call, with what looks like a topic.
        of_name = [one for one in self._imported(scope.module) if function.attr in one.methods]
        if of_name:
            buses = {one.bus for one in of_name}
            self._use(of_name[0].methods[function.attr], buses.pop() if len(buses) == 1 else "", call, scope, False)

    def _use(self, how: Call, bus: str, call: ast.Call, scope: Scope, is_sure: bool) -> None:
        keywords = {one.arg: one.value for one in call.keywords if one.arg}
        named = [keywords[how.keyword]] if how.keyword in keywords else []
        if not named and how.position is not None:
            named = call.args[how.position :] if how.rest else call.args[how.position : how.position + 1]
        group = keywords.get("durable" if how.kind == "consume" else "group")
        if not named and how.rest and not call.args:
            return  # it subscribes later
        found: list[Text] = []
        for one in named:
            texts = self._texts(one.value if isinstance(one, ast.Starred) else one, scope)
            if texts is None:
                if is_sure:
                    self._note(scope.module, one, "what stands here is known only when the code runs")
                return
            found += texts
        if not named:
            if is_sure:
                self._note(scope.module, call.func, "its topics are known only when the code runs")
            return
        if not is_sure and not all(TOPIC.fullmatch(text.text) for text in found):
            return
        groups = self._texts(group, scope) if group is not None else []
        for text in found:
            use = {**text.module.place(text.node), "kind": how.kind, "bus": bus, "name": text.text}
            use["group"] = groups[0].text if groups and len(groups) == 1 else ""
            here = scope.module.place(call)
            if (here["file"], here["line"]) != (use["file"], use["line"]):
                use["call"] = here
            self.uses.append(use)

    def _note(self, module: Module, node: Any, why: str) -> None:
        self.unseen.append({**module.place(node), "why": why})

    def _settings(self, call: ast.Call, name: str, scope: Scope) -> Iterator[ast.expr]:
        """Finds a setting among a call's keywords, and in the dictionary that it is given."""
        if name == "0":
            yield from call.args[:1]
            return
        for keyword in call.keywords:
            if keyword.arg == name:
                yield keyword.value
        for argument in (*call.args[:1], *(one.value for one in call.keywords if one.arg in (None, "config"))):
            shown = argument
            if isinstance(argument, ast.Name):
                holder = scope.find(argument.id)
                known = holder.names[argument.id] if holder else []
                shown = known[0][0] if len(known) == 1 and known[0][0] is not None else argument
            if isinstance(shown, ast.Dict):
                for key, value in zip(shown.keys, shown.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == name:
                        yield value
            elif isinstance(shown, ast.Call) and isinstance(shown.func, ast.Name) and shown.func.id == "dict":
                yield from (one.value for one in shown.keywords if one.arg == name)

    # What an expression is

    def _dotted(self, node: ast.AST, scope: Scope) -> str:
        """Returns the whole name of what an expression names, or nothing."""
        if isinstance(node, ast.Name):
            known = scope.module.imports.get(node.id, "")
            return known if known and scope.find(node.id) is None else ""
        if isinstance(node, ast.Attribute):
            left = self._dotted(node.value, scope)
            return f"{left}.{node.attr}" if left else ""
        return ""

    @staticmethod
    def _client(dotted: str) -> Client | None:
        for library, clients in LIBRARIES.items():
            if dotted.startswith(library + "."):
                return clients.get(dotted.rpartition(".")[2])
        return None

    def _imported(self, module: Module) -> Iterator[Client]:
        """Returns the classes of the clients that a module imports, by themselves or with their library."""
        for dotted in module.imports.values():
            if dotted in LIBRARIES:
                yield from LIBRARIES[dotted].values()
            elif any(dotted.startswith(library + ".") for library in LIBRARIES):
                client = self._client(dotted)
                library = next(one for one in LIBRARIES if dotted.startswith(one + "."))
                yield from [client] if client is not None else LIBRARIES[library].values()

    def _type(self, node: ast.AST | None, scope: Scope, depth: int = 0) -> Client | None:
        """Returns which client an expression is."""
        if node is None or depth > DEEPEST:
            return None
        if isinstance(node, ast.Await):
            return self._type(node.value, scope, depth + 1)
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in ("jetstream", "__enter__", "__aenter__"):
                inner = self._type(node.func.value, scope, depth + 1)
                is_nats = inner is NATS_CLIENT and node.func.attr == "jetstream"
                return LIBRARIES["nats"]["JetStreamContext"] if is_nats else inner
            return self._client(self._dotted(node.func, scope))
        name = node.id if isinstance(node, ast.Name) else None
        holder = scope.find(name) if name else None
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
            name, holder = node.attr, scope.of_class()
        if name is None or holder is None:
            return None
        if name in holder.types:
            said = holder.types[name]
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                try:
                    said = ast.parse(said.value, mode="eval").body
                except SyntaxError:
                    return None
            return self._client(self._dotted(said, holder))
        known = (self._type(value, inner, depth + 1) for value, inner in holder.names.get(name, []))
        return next((one for one in known if one is not None), None)

    def _texts(self, node: ast.AST | None, scope: Scope, depth: int = 0) -> list[Text] | None:
        """Returns the texts that an expression may be or hold; None where nobody can tell."""
        if node is None or depth > DEEPEST:
            return None
        deeper = depth + 1
        if isinstance(node, ast.Constant):
            return [Text(node.value, scope.module, node)] if isinstance(node.value, str) else None
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return self._all([(one, scope) for one in node.elts], deeper)
        if isinstance(node, ast.Starred):
            return self._texts(node.value, scope, deeper)
        if isinstance(node, ast.IfExp):
            return self._all([(node.body, scope), (node.orelse, scope)], deeper)
        if isinstance(node, ast.BoolOp):
            return self._all([(one, scope) for one in node.values], deeper)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
            is_plain = node.func.id in ("str", "list", "tuple", "set", "frozenset", "sorted")
            return self._texts(node.args[0], scope, deeper) if is_plain else None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            both = [self._texts(one, scope, deeper) for one in (node.left, node.right)]
            if both[0] is None or both[1] is None:
                return None
            if any(isinstance(one, (ast.List, ast.Tuple)) for one in (node.left, node.right)):
                return both[0] + both[1]
            return [Text(a.text + b.text, scope.module, node) for a in both[0] for b in both[1]]
        if isinstance(node, ast.JoinedStr):
            made = [""]
            for part in node.values:
                value = part.value if isinstance(part, ast.FormattedValue) and part.format_spec is None else part
                texts = self._texts(value, scope, deeper)
                if texts is None:
                    return None
                made = [one + text.text for one in made for text in texts]
            return [Text(one, scope.module, node) for one in made]
        if isinstance(node, ast.Name):
            holder = scope.find(node.id)
            if holder is not None:
                return self._all(holder.names[node.id], deeper)
            return self._elsewhere(scope.module.imports.get(node.id, ""), scope.module, deeper)
        if isinstance(node, ast.Attribute):
            return self._attribute(node, scope, deeper)
        return None

    def _attribute(self, node: ast.Attribute, scope: Scope, depth: int) -> list[Text] | None:
        if node.attr == "value" and isinstance(node.value, ast.Attribute):
            return self._texts(node.value, scope, depth)  # a member of an enumeration
        if isinstance(node.value, ast.Name):
            holder = scope.module.classes.get(node.value.id)
            if node.value.id in ("self", "cls"):
                holder = scope.of_class()
            if holder is not None and node.attr in holder.names:
                return self._all(holder.names[node.attr], depth)
        return self._elsewhere(self._dotted(node, scope), scope.module, depth)

    def _elsewhere(self, dotted: str, importer: Module, depth: int) -> list[Text] | None:
        """Returns what a name of another module may be, or one of a class there."""
        owner, _, name = dotted.rpartition(".")
        module = self._named(owner, importer)
        if module is not None and name in module.scope.names:
            return self._all(module.scope.names[name], depth)
        above, _, last = owner.rpartition(".")
        module = self._named(above, importer)
        if module is not None and last in module.classes and name in module.classes[last].names:
            return self._all(module.classes[last].names[name], depth)
        return None

    def _named(self, name: str, importer: Module) -> Module | None:
        """Returns the module of a name: a program's own folder is on its path, too."""
        beside = importer.name.rpartition(".")[0]
        return self.by_name.get(name) or self.by_name.get(f"{beside}.{name}")

    def _all(self, nodes: list[tuple[ast.expr | None, Scope]], depth: int) -> list[Text] | None:
        found: list[Text] = []
        for node, scope in nodes:
            texts = self._texts(node, scope, depth)
            if texts is None:
                return None
            found += texts
        return found
