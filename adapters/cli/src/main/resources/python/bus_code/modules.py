"""A parsed file of Python: its names with the expressions that they may be, its imports, its calls."""

from __future__ import annotations

import ast
from typing import Any


class Scope:
    """The names of a module, a class or a function, each with the expressions that it may be and their scopes."""

    def __init__(self, module: Module, node: ast.AST, parent: Scope | None) -> None:
        self.module = module
        self.parent = parent
        self.node = node
        self.names: dict[str, list[tuple[ast.expr | None, Scope]]] = {}
        self.types: dict[str, ast.expr] = {}

    def bind(self, target: ast.expr, value: ast.expr | None) -> None:
        """Notes what a target may be, told by an expression of this scope; None is what nobody can tell."""
        if isinstance(target, ast.Name):
            self.names.setdefault(target.id, []).append((value, self))
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self":
            holder = self.of_class()
            if holder is not None:
                holder.names.setdefault(target.attr, []).append((value, self))
        elif isinstance(target, (ast.Tuple, ast.List)):
            parts = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
            for i, one in enumerate(target.elts):
                self.bind(one, parts[i] if len(parts) == len(target.elts) else None)

    def of_class(self) -> Scope | None:
        """Returns the class around this, whose attributes `self` has."""
        scope: Scope | None = self
        while scope is not None and not isinstance(scope.node, ast.ClassDef):
            scope = scope.parent
        return scope

    def find(self, name: str) -> Scope | None:
        """Returns the scope that has a name; a class's names are seen in its own body only."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope is self or not isinstance(scope.node, ast.ClassDef)):
                return scope
            scope = scope.parent
        return None


class Module:
    """A parsed file, with what it imports."""

    def __init__(self, path: str, name: str, text: str) -> None:
        self.path = path
        self.name = name
        self.lines = text.splitlines(keepends=True)
        self.tree = ast.parse(text, path)
        self.imports: dict[str, str] = {}
        self.classes: dict[str, Scope] = {}
        self.scope = Scope(self, self.tree, None)
        self.calls: list[tuple[ast.Call, Scope]] = []
        self._fill(self.scope, self.tree.body)

    def _fill(self, scope: Scope, body: list[ast.stmt]) -> None:
        for statement in body:
            self._visit(statement, scope)

    def _visit(self, node: ast.AST, scope: Scope) -> None:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self._import(node)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            self._function(node, scope)
            return
        elif isinstance(node, ast.ClassDef):
            inner = Scope(self, node, scope)
            self.classes[node.name] = inner
            for outside in (*node.decorator_list, *node.bases, *node.keywords):
                self._visit(outside, scope)
            self._fill(inner, node.body)
            return
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                scope.bind(target, node.value)
        elif isinstance(node, ast.AnnAssign):
            scope.bind(node.target, node.value)
            if isinstance(node.target, ast.Name):
                scope.types[node.target.id] = node.annotation
        elif isinstance(node, ast.NamedExpr):
            scope.bind(node.target, node.value)
        elif isinstance(node, ast.AugAssign):
            scope.bind(node.target, None)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            scope.bind(node.target, node.iter)  # one of its elements
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if item.optional_vars is not None:
                    scope.bind(item.optional_vars, item.context_expr)
        elif isinstance(node, ast.Call):
            self.calls.append((node, scope))
        for child in ast.iter_child_nodes(node):
            self._visit(child, scope)

    def _function(self, node: Any, scope: Scope) -> None:
        inner = Scope(self, node, scope)
        arguments = node.args
        for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
            if one is not None:
                inner.names[one.arg] = [(None, inner)]
                if one.annotation is not None:
                    inner.types[one.arg] = one.annotation
        for default in (*arguments.defaults, *arguments.kw_defaults, *getattr(node, "decorator_list", [])):
            if default is not None:
                self._visit(default, scope)
        if isinstance(node, ast.Lambda):
            self._visit(node.body, inner)
        else:
            self._fill(inner, node.body)

    def _import(self, node: Any) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                self.imports[alias.asname or alias.name.split(".")[0]] = alias.name if alias.asname else ""
                if not alias.asname:
                    self.imports[alias.name.split(".")[0]] = alias.name.split(".")[0]
            return
        source = node.module or ""
        if node.level:
            above = self.name.split(".")[: -node.level] if self.path.rpartition("/")[2] != "__init__.py" else []
            source = ".".join([*above, *([source] if source else [])])
        for alias in node.names:
            self.imports[alias.asname or alias.name] = f"{source}.{alias.name}"

    def place(self, node: Any) -> dict[str, Any]:
        """Returns where a node is, in code points; of several lines the first."""
        line = self.lines[node.lineno - 1] if node.lineno <= len(self.lines) else ""
        raw = line.encode()
        start = len(raw[: node.col_offset].decode(errors="replace"))
        ends_here = node.end_lineno == node.lineno
        end = len(raw[: node.end_col_offset].decode(errors="replace")) if ends_here else len(line.rstrip("\r\n"))
        return {"file": self.path, "line": node.lineno, "column": start + 1, "length": max(1, end - start)}
