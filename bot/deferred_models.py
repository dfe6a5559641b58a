"""Telegram's types and methods are built when they are first used, not all of them when aiogram is imported.

Each of aiogram's models says `defer_build`; yet `aiogram.types` has every type built on import, as only there the names
in their annotations are known. A bot uses a tenth of them, and building the others is 100 MB and two thirds of the time
the import takes (docs/decisions/0046-deferred-models.md).
"""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

_build: Callable[..., bool | None] = BaseModel.__dict__["model_rebuild"].__func__
_names: dict[str, Any] = {}
"""What annotations of aiogram's models speak of."""


def defer() -> None:
    """Have it so from now on; to be called before aiogram is imported."""
    BaseModel.model_rebuild = classmethod(_rebuild)  # type: ignore[assignment, method-assign]  # the same signature


def _rebuild(
    model: type[BaseModel],
    /,
    *,
    _types_namespace: dict[str, Any] | None = None,
    _parent_namespace_depth: int = 2,
    **options: Any,
) -> bool | None:
    """As `BaseModel.model_rebuild`, but from aiogram's own calls only the names are taken."""
    if not any(base.__module__.startswith("aiogram.") for base in model.__mro__):
        depth = _parent_namespace_depth + 1  # the caller's names are one frame further away
        return _build(model, _types_namespace=_types_namespace, _parent_namespace_depth=depth, **options)
    if _types_namespace is not None:
        _names.update(_types_namespace)
        return None
    return _build(model, _types_namespace=_names, **options)
