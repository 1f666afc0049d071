from knowledge.errors import UnreadableFile
from knowledge.problems import Problem


def test_a_problem_is_one_line_with_file_line_and_remedy() -> None:
    assert str(Problem("a.md", 3, "不是日期", "请改正")) == "a.md 第 3 行：不是日期。请改正。"
    assert str(Problem("a.md", None, "没有文字", "请检查")) == "a.md：没有文字。请检查。"


def test_a_refused_file_is_a_problem_of_the_same_words() -> None:
    error = UnreadableFile("a.md", "不是日期", "请改正", 3)
    assert str(Problem.of(error)) == str(error)
    assert Problem.of(error).line == 3
