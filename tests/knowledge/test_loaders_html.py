"""Web pages: the article and nothing of the page around it, and what the page tells of the document."""

from pathlib import Path

import pytest

from knowledge.errors import UnreadableFile
from knowledge.loaders import load
from tests.knowledge.office import blocks, lines, loaded, only

PROSE = (
    "各级民政部门要引导社会组织发挥专业优势，积极参与脱贫攻坚，主动对接贫困地区需求，"
    "开展产业、教育、健康等帮扶项目；并及时公开款物使用情况，接受社会监督。"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "page.html"


def written(page: Path, html: str | bytes) -> Path:
    page.write_bytes(html.encode() if isinstance(html, str) else html)
    return page


def shown(page: Path, html: str | bytes) -> list[str]:
    return lines(written(page, html))


LABELS = (
    "<table><tr><td><b>索 引 号：</b></td><td>0001/2018-2</td><td>主题分类：</td><td>民政</td></tr>"
    "<tr><td>发文机关：</td><td>民政部办公厅</td><td>成文日期：</td><td>2018年12月06日</td></tr>"
    "<tr><td>标　　题：</td><td colspan=3>关于社会组织扶贫工作的通知</td></tr>"
    "<tr><td>发文字号：</td><td>民办发[2018]7号</td><td>发布日期：</td><td>2018年12月10日</td></tr></table>"
)


def test_a_table_of_labels_is_metadata_and_no_text(page: Path) -> None:
    document = only(
        written(page, f"<div>{LABELS}<div><p>关于社会组织扶贫工作的通知</p><p>{PROSE}</p></div></div>")
    )
    metadata = document.metadata
    assert document.text == f"关于社会组织扶贫工作的通知\n{PROSE}"
    assert (metadata.title, metadata.issuer) == ("关于社会组织扶贫工作的通知", "民政部办公厅")
    assert (metadata.number, metadata.index_number) == ("民办发〔2018〕7号", "0001/2018-2")
    assert (metadata.published, metadata.posted) == ("2018-12-06", "2018-12-10")
    assert metadata.guessed == {"document_type"}


@pytest.mark.parametrize(
    "labels",
    [
        "<ul><li>索引号：0001/2018-2</li><li>发文字号：民办发〔2018〕7号</li><li>发布日期：2018-12-10</li></ul>",
        "<dl><dt>索引号</dt><dd>0001/2018-2</dd><dt>文号</dt><dd>民办发〔2018〕7号</dd>"
        "<dt>公开日期</dt><dd>2018-12-10</dd></dl>",
    ],
)
def test_labels_may_stand_in_a_list(page: Path, labels: str) -> None:
    document = only(written(page, f"<body>{labels}<div><p>{PROSE}</p></div></body>"))
    assert document.text == PROSE
    assert (document.metadata.number, document.metadata.published) == ("民办发〔2018〕7号", "2018-12-10")


def test_a_table_that_only_looks_like_labels_stays(page: Path) -> None:
    table = "<table><tr><td>名称</td><td>来源</td></tr><tr><td>大米</td><td>社会捐赠</td></tr></table>"
    assert shown(page, f"<p>{PROSE}</p>{table}") == [PROSE, "名称：大米；来源：社会捐赠"]


FURNITURE = [
    "<script>var a = '<p>甲</p>';</script>",
    "<style>p { color: red }</style>",
    "<noscript>请开启脚本</noscript>",
    "<nav><a href=/>首页</a></nav>",
    "<div class='breadcrumb'><a href=/>首页</a> > <a href=/xw>新闻</a></div>",
    "<div class='bdsharebuttonbox'>分享到：<a href=#>微信</a></div>",
    "<div id='qr_container'>扫一扫在手机打开当前页</div>",
    "<div>扫一扫在手机打开当前页</div>",
    "<div style='display: none'>看不见的字</div>",
    "<p>【打印】【关闭】</p>",
    "<p>字体：【大 中 小】</p>",
    "<p>责任编辑：张三</p>",
    "<p>浏览次数：1024次</p>",
    "<p>上一篇：关于别的事情的通知</p>",
    "<div class='footer'>版权所有：某某网站 京ICP备05070218号</div>",
    "<footer>主办单位：某某厅</footer>",
    "<p>主办单位：某某厅 网站标识码：bm14000001</p>",
    "<ul class='related'><li><a href=/1>相关文件一</a></li><li><a href=/2>相关文件二</a></li></ul>",
    "<select><option>部委网站</option></select>",
    "<button>提交</button>",
    "<!-- 注释 -->",
]


@pytest.mark.parametrize("furniture", FURNITURE)
def test_furniture_is_no_text(page: Path, furniture: str) -> None:
    article = f"<div class='article'><p>{PROSE}</p><p>{PROSE}</p>{furniture}</div>"
    assert shown(page, f"<html><body>{furniture}{article}{furniture}</body></html>") == [PROSE, PROSE]


def test_lists_of_links_beside_the_article_are_left_out(page: Path) -> None:
    menu = "<div><ul><li><a href=/a>民政要闻</a></li><li><a href=/b>通知公告</a></li></ul></div>"
    news = "<div><a href=/c>另一条新闻，标题里有逗号；还有分号。</a></div>"
    html = f"<body>{menu}<div><div><p>{PROSE}</p></div><div><p>民政部</p></div></div>{news}</body>"
    assert shown(page, html) == [PROSE, "民政部"]


def test_a_link_within_the_article_is_text(page: Path) -> None:
    assert shown(page, f"<div><p>根据<a href=/1>《慈善法》</a>，{PROSE}</p></div>") == [
        f"根据《慈善法》，{PROSE}"
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("甲<br>乙<br/>丙", ["甲", "乙", "丙"]),
        ("<p>甲</p>乙<div>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("<p>扶贫\n   开发，\n2016年</p>", ["扶贫开发，2016年"]),
        ("<p>social\n organisation</p>", ["social organisation"]),
        ("<p>&nbsp;&nbsp;民政部&nbsp; 　</p>", ["民政部"]),
        ("<p>&lt;甲&gt;&amp;乙&#x6276;&#36139;</p>", ["<甲>&乙扶贫"]),
        ("<p><span>甲</span><b>乙</b><font>丙</font></p>", ["甲乙丙"]),
        ("<ol><li>甲</li><li>乙</li></ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3><li><p>甲</p></li></ol>", ["3. 甲"]),
        ("<ul><li>甲</li><li>乙</li></ul>", ["甲", "乙"]),
        ("<ruby>扶<rt>fú</rt></ruby>贫", ["扶贫"]),
        ("<p>甲<!-- 不见 -->乙</p>", ["甲乙"]),
        ("<pre>甲  乙\n丙</pre>", ["甲  乙", "丙"]),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", ["甲", "乙"]),
    ],
)
def test_text_is_what_a_browser_shows(page: Path, html: str, text: list[str]) -> None:
    assert shown(page, html) == text


def test_headings_are_headings_below_the_title(page: Path) -> None:
    document = only(
        written(
            page,
            f"<h1>关于扶贫的通知</h1><h2>总则</h2><p>{PROSE}</p><h3>细则</h3><p>问：有吗？</p><p>答：有。</p>",
        )
    )
    assert blocks(document)[1:] == [
        ("heading", "总则"),
        ("paragraph", PROSE),
        ("heading", "细则"),
        ("question", "问：有吗？"),
        ("answer", "答：有。"),
    ]
    assert document.blocks[-1].section == ("总则", "细则")
    assert document.title == "关于扶贫的通知"


def test_a_centred_bold_line_within_the_text_is_a_heading(page: Path) -> None:
    line = "<p style='text-align: center'><b>关于清理整顿的意见</b></p>"
    document = only(written(page, f"<p>{PROSE}</p>{line}<p>{PROSE}</p>"))
    assert document.blocks[-1].section == ("关于清理整顿的意见",)


def test_a_title_over_two_lines_is_one(page: Path) -> None:
    meta = "<meta name='ArticleTitle' content='民政部关于社会组织扶贫的通知'>"
    body = f"<body><p>民政部关于</p><p>社会组织扶贫的通知</p><p>{PROSE}</p></body>"
    html = f"<html><head>{meta}</head>{body}</html>"
    assert shown(page, html) == ["民政部关于社会组织扶贫的通知", PROSE]


def test_the_page_names_its_address_source_and_day(page: Path) -> None:
    head = (
        "<meta name=PubDate content='2018-12-10 09:00'><meta name=ContentSource content=新华社>"
        "<link rel=canonical href='http://www.gov.cn/1.htm'>"
    )
    metadata = only(written(page, f"<html><head>{head}</head><body><p>{PROSE}</p></body></html>")).metadata
    assert (metadata.published, metadata.source, metadata.uri) == (
        "2018-12-10",
        "新华社",
        "http://www.gov.cn/1.htm",
    )


LINES = [
    "<div>发布时间：2018-12-10 09:30　来源：民政部门户网站　<span>字体：【大 中 小】</span></div>",
    "<div><span>时间：2018-12-10</span><span>来源：民政部门户网站</span><span>浏览次数：12</span></div>",
    "<p>2018年12月10日 10:12 来源： 民政部门户网站 | 作者：李明 <a href='javascript:print()'>打印</a></p>",
    "<p>来源：民政部门户网站</p><p>日期：2018-12-10 浏览：88</p>",
]


@pytest.mark.parametrize("line", LINES)
def test_the_line_under_the_title_is_metadata_and_no_text(page: Path, line: str) -> None:
    title = "社会组织结对帮扶贫困户"
    document = only(written(page, f"<body><h1>{title}</h1>{line}<div><p>{PROSE}</p></div></body>"))
    metadata = document.metadata
    assert document.text == f"{title}\n{PROSE}"
    assert (metadata.title, metadata.source) == (title, "民政部门户网站")
    assert (metadata.posted, metadata.published) == ("2018-12-10", "2018-12-10")


def test_a_line_of_text_with_a_source_stays(page: Path) -> None:
    line = "数据来源：社会组织年度报告，统计时间：2018-12-10。"
    assert shown(page, f"<p>{PROSE}</p><p>{line}</p>") == [PROSE, line]


@pytest.mark.parametrize(
    "labels",
    [
        "<table><tr><td>索引号：0001/2018-2</td><td>信息分类：社会组织；通知</td></tr>"
        "<tr><td>发布机构：民政部</td><td>生成日期：2018年12月6日</td></tr>"
        "<tr><td>文　　号：民办发〔2018〕7号</td><td>效力状态：已废止</td></tr></table>",
        "<p>索引号：0001/2018-2</p><p>发布机构：民政部</p><p>成文日期：2018年12月6日</p>"
        "<p>文号：民办发〔2018〕7号</p><p>有效性：已废止</p>",
        "<table><tr><th>[索引号]</th><td>0001/2018-2</td><th>[发布机关]</th><td>民政部</td></tr>"
        "<tr><th>[文号]</th><td>民办发〔2018〕7号</td><th>[发文日期]</th><td>2018-12-06</td></tr>"
        "<tr><th>[时效性]</th><td>已废止</td></tr></table>",
    ],
)
def test_labels_stand_in_cells_or_lines_of_any_page(page: Path, labels: str) -> None:
    title = "关于社会组织扶贫工作的通知"
    document = only(written(page, f"<div><h1>{title}</h1>{labels}<p>{PROSE}</p></div>"))
    metadata = document.metadata
    assert document.text == f"{title}\n{PROSE}"
    assert (metadata.number, metadata.index_number) == ("民办发〔2018〕7号", "0001/2018-2")
    assert (metadata.issuer, metadata.published, metadata.status) == ("民政部", "2018-12-06", "已废止")


def test_the_title_may_stand_apart_from_the_article(page: Path) -> None:
    title = "关于社会组织扶贫工作的通知"
    html = (
        f"<html><head><title>{title}_某某部</title></head><body><div><h1>{title}</h1>"
        f"<a href=/a>相关专题</a></div><div><p>各厅局：</p><p>{PROSE}</p><p>{PROSE}</p></div></body></html>"
    )
    assert only(written(page, html)).metadata.title == title


def test_a_row_of_a_table_repeats_its_headers(page: Path) -> None:
    table = (
        "<table><tr><th rowspan=2>地区</th><th colspan=2>2018年</th></tr><tr><th>户数</th><th>人数</th></tr>"
        "<tr><td rowspan=2>湖南</td><td>3</td><td>9</td></tr><tr><td>4</td><td>8</td></tr></table>"
    )
    document = only(written(page, f"<p>{PROSE}</p>{table}"))
    assert blocks(document)[1:] == [
        ("table", "地区：湖南；2018年 户数：3；2018年 人数：9"),
        ("table", "地区：湖南；2018年 户数：4；2018年 人数：8"),
    ]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset='gb2312'>", "gb18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=gbk'>", "gbk"),
        ("", "gb18030"),
        ("", "utf-8-sig"),
        ("<meta charset=utf-8>", "gb18030"),
        ("<meta charset=gbk>", "utf-16"),
    ],
)
def test_the_encoding_is_what_the_page_names_if_it_is_true(page: Path, head: str, encoding: str) -> None:
    html = f"<html><head>{head}</head><body><p>{PROSE}</p></body></html>"
    assert shown(page, html.encode(encoding)) == [PROSE]


def test_one_bad_byte_in_a_page_is_told_and_the_rest_is_read(page: Path) -> None:
    html = f"<html><head><meta charset=gbk></head><body><p>{PROSE * 20}</p><p>X</p></body></html>"
    found = loaded(written(page, html.encode("gbk").replace(b"X", b"\xff")))
    assert "1 处" in found.warnings[0].problem
    assert PROSE in found.documents[0].text


@pytest.mark.parametrize("character", ["\x08", "\x0b", "&#8;", "&#xfffe;"])
def test_control_characters_beside_what_is_left_out_are_no_harm(page: Path, character: str) -> None:
    html = f"<div><p>{PROSE}</p><p>甲{character}<script>丁</script>{character}乙</p><p>{PROSE}</p></div>"
    assert [line.strip("\x08\x0b\ufffe") for line in shown(page, html)][::2] == [PROSE, PROSE]


def test_a_page_nested_too_deep_is_refused(page: Path) -> None:
    with pytest.raises(UnreadableFile, match="嵌套"):
        loaded(written(page, "<div>" * 5000 + PROSE + "</div>" * 5000))


@pytest.mark.parametrize("html", ["", "<!-- 甲 -->", "<script>甲</script>", "<img src=a.png>"])
def test_a_page_without_text_is_refused(page: Path, html: str) -> None:
    with pytest.raises(UnreadableFile, match="没有文字"):
        load(written(page, html), page.name)
