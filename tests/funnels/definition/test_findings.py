from funnels.definition.findings import Finding, RefusedError, ScriptError, TextError


def test_a_finding_reads_as_editors_link_to_it() -> None:
    assert str(Finding("funnel.yaml", 3, 7, "`titel` is not known here", "did you mean `title`?")) == (
        "funnel.yaml:3:7: `titel` is not known here; did you mean `title`?"
    )


def test_a_script_error_lists_its_findings_by_place() -> None:
    late = Finding("funnel.yaml", 10, 1, "b", "c")
    early = Finding("funnel.yaml", 9, 40, "z", "y", "warning")

    error = ScriptError(late, early)

    assert error.findings == (early, late)
    assert str(error) == "funnel.yaml:9:40: z; y\nfunnel.yaml:10:1: b; c"


def test_refusals_are_value_errors_so_that_validators_may_let_them_out() -> None:
    assert issubclass(RefusedError, ValueError)
    assert str(TextError("this is wrong", "write that", 2)) == "this is wrong; write that"
    assert TextError("this is wrong", "write that", 2).line_offset == 2
