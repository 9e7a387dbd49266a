"""Compares the Python files of two bundles: judge.py PYTHON_TOOLS HARMLESS HOSTILE POINTS; prints what is wrong."""

import ast
import subprocess
import sys
from pathlib import Path

tools, harmless, hostile, points = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
prose = "".join(chr(int(point)) for point in points.split())
faults, found = [], set()


class Blank(ast.NodeTransformer):
    """Leaves the shape of a tree and takes its texts away."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, str):
            found.add(node.value)
            return ast.copy_location(ast.Constant("text"), node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        # A blank description and a value that Dagster refuses may leave their argument out.
        optional = ("description", "tags", "metadata")
        node.keywords = [keyword for keyword in node.keywords if keyword.arg not in optional]
        for keyword in list(node.keywords):
            self.visit(keyword.value)
        return self.generic_visit(node)


def shape(path: Path) -> str:
    """Return the tree of a file without its texts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return ast.dump(Blank().visit(tree))


for path in sorted(harmless.rglob("*.py")):
    other = hostile / path.relative_to(harmless)
    if shape(path) != shape(other):
        faults.append(f"{path.name}: another tree")
found.clear()
for path in sorted(hostile.rglob("*.py")):
    shape(path)
if prose not in found:
    faults.append(f"{prose!r} is nowhere")
ruff = [sys.executable, tools, "ruff", "format", "--isolated", "--line-length", "120", "--diff", "--quiet", str(hostile)]
done = subprocess.run(ruff, capture_output=True, text=True, check=False)
if done.returncode != 0:
    faults.append(done.stdout + done.stderr)
print("\n".join(faults) if faults else "same trees, value found, formatted")
