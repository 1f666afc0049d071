"""What a text tells about its document: title, number, issuer, dates, type, regions."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Metadata
from knowledge.facts.dates import dates
from knowledge.facts.file_numbers import normalised
from knowledge.facts.issuers import is_national
from knowledge.structure import recognised

NOTICE = """青山县人民政府办公室关于做好秋收帮扶工作的通知
青政办发〔2021〕8号

各乡镇人民政府，县政府各部门：
为做好秋收，根据《国务院办公厅关于帮扶的意见》（国办发〔2020〕3号），现通知如下：
一、各乡镇要建立专班。
本通知自2021年10月1日起施行，有效期至2023年9月30日。
青山县人民政府办公室
2021年9月1日
"""


def test_a_notice_tells_all_about_itself() -> None:
    assert recognised(NOTICE) == Metadata(
        title="青山县人民政府办公室关于做好秋收帮扶工作的通知",
        number="青政办发〔2021〕8号",
        issuer="青山县人民政府办公室",
        published="2021-09-01",
        effective="2021-10-01",
        expires="2023-09-30",
        document_type="通知",
        guessed=frozenset(
            {"title", "number", "issuer", "published", "effective", "expires", "document_type"}
        ),
    )


def test_a_notice_whose_lines_were_joined_tells_the_same() -> None:
    assert recognised(" ".join(NOTICE.split())) == recognised(NOTICE)


def test_nothing_is_recognised_where_nothing_is_said() -> None:
    assert recognised("") == Metadata()
    assert recognised("李明在村里住了三年，帮乡亲们修好了路。2021年9月1日，他回到县里开会。") == Metadata()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("关于做好秋收\n帮扶工作的通知\n各乡镇：\n请照办。", "关于做好秋收帮扶工作的通知"),
        ("青山县的帮扶路\n■ 本报记者 李明\n正文。", "青山县的帮扶路"),
        ("各乡镇人民政府：\n现通知如下。", None),
        ("2021年9月1日\n正文从这里开始。", None),
        ("问：何时发放？\n答：次月。", None),
        ("县里发出通知：抓好秋收\n关于抓好秋收的通知\n各乡镇：", "关于抓好秋收的通知"),
        ("青政发〔2021〕8号 关于秋收的通知\n各乡镇：", "关于秋收的通知"),
        ("标　题：秋收帮扶办法\n发文机关：青山县民政局\n", "秋收帮扶办法"),
        (
            "县里出台新政 补贴直接到户 " + "日前，县里出台新政，补贴直接到户。" * 9,
            "县里出台新政 补贴直接到户",
        ),
    ],
)
def test_the_title_is_the_first_line_that_reads_as_one(text: str, title: str | None) -> None:
    assert recognised(text).title == title


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("国办发〔2018〕117号", "国办发〔2018〕117号"),
        ("国办发[2018]117号", "国办发〔2018〕117号"),
        ("國辦發〔2018〕117號", "國辦發〔2018〕117号"),
        ("国办发【2018】117号", "国办发〔2018〕117号"),
        ("国办发（2018）117号", "国办发〔2018〕117号"),
        ("国办发(2018)第117号", "国办发〔2018〕117号"),
        ("国办发﹝２０１８﹞１１７号", "国办发〔2018〕117号"),
        ("国办发 〔2018〕 117 号", "国办发〔2018〕117号"),
        ("2018年117号", None),
    ],
)
def test_a_number_is_written_one_way_whatever_its_brackets(written: str, number: str | None) -> None:
    assert normalised(written) == number
    assert recognised(f"关于秋收的通知\n{written}\n各乡镇：").number == number


def test_the_number_of_another_document_is_not_taken_for_its_own() -> None:
    text = (
        "关于秋收的通知\n根据《帮扶办法》（国办发〔2020〕3号）和《细则》 青政发〔2019〕2号 的要求，通知如下。"
    )
    assert recognised(text).number is None
    text = "关于秋收的通知\n依据：《减税公告》（财政部 税务总局公告2020年第8号）"
    assert recognised(text).number is None


@pytest.mark.parametrize(
    ("header", "number", "issuer", "published", "effective"),
    [
        (
            "（2021年9月14日民政部令第68号公布 自2021年10月15日起施行）",
            "民政部令第68号",
            "民政部",
            "2021-09-14",
            "2021-10-15",
        ),
        ("1998年10月25日 中华人民共和国国务院令第250号发布", "国务院令第250号", "国务院", "1998-10-25", None),
        (
            "2016年3月16日 第十二届全国人民代表大会第四次会议通过\n2023年12月29日 第十四届常务委员会修正",
            None,
            "全国人民代表大会",
            "2023-12-29",
            None,
        ),
    ],
)
def test_a_regulation_tells_who_enacted_it_and_when(
    header: str, number: str | None, issuer: str, published: str, effective: str | None
) -> None:
    known = recognised(f"社会组织帮扶条例\n{header}\n第一条 为了帮扶，制定本条例。")
    assert (known.number, known.issuer, known.published) == (number, issuer, published)
    assert (known.effective, known.document_type) == (effective, "条例")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于做好秋收帮扶工作的通知", "通知"),
        ("青山县帮扶资金管理办法（试行）", "办法"),
        ("中华人民共和国慈善法", "法"),
        ("关于推进帮扶的实施意见", "意见"),
        ("青山县帮扶工作实施方案", "方案"),
        ("关于加强帮扶的决定", "决定"),
        ("青山县关于封路的公告", "公告"),
        ("关于《帮扶办法》的政策解读", "政策解读"),
        ("青山县出台帮扶意见", None),
        ("青山县三部门联合印发通知", None),
        ("青山县推出若干帮扶措施", None),
        ("帮扶有了新想法", None),
        ("青山县的帮扶路", None),
    ],
)
def test_the_type_is_what_the_title_says_unless_it_only_reports_one(title: str, kind: str | None) -> None:
    known = recognised(f"{title}\n正文从这里开始，说的是帮扶。")
    assert known.document_type == kind


def test_a_press_conference_is_recognised_by_its_first_sentence() -> None:
    text = "青山县介绍帮扶进展\n9月1日，县政府举行例行新闻发布会，介绍帮扶进展。"
    assert recognised(text).document_type == "新闻发布会"
    report = "青山县介绍帮扶进展\n记者从县政府举行的新闻发布会上获悉，帮扶进展顺利。"
    assert recognised(report).document_type is None


def test_several_issuers_are_joined() -> None:
    text = "关于秋收的通知\n各乡镇：\n请照办。\n青山县民政局 青山县农业农村局\n2021年9月1日"
    assert recognised(text).issuer == "青山县民政局、青山县农业农村局"
    assert recognised("民政部 财政部关于秋收的通知\n各地：").issuer == "民政部、财政部"


def test_the_table_of_an_official_page_is_read() -> None:
    table = (
        "发文机关：青山县民政局\n成文日期：2021年09月01日\n标　　题：关于秋收的通知\n"
        "发文字号：青民发〔2021〕8号\n发布日期：2022年1月1日\n"
    )
    known = recognised(table + "关于秋收的通知\n各乡镇：")
    assert (known.issuer, known.published) == ("青山县民政局", "2021-09-01")
    assert (known.title, known.number) == ("关于秋收的通知", "青民发〔2021〕8号")


@pytest.mark.parametrize(
    ("clause", "effective", "expires"),
    [
        ("本办法自2022年1月1日起施行，有效期5年。", "2022-01-01", "2026-12-31"),
        ("本办法自印发之日起施行。", "2021-09-01", None),
        ("本办法自发布之日起30日后施行。", None, None),
        ("以上政策自印发之日起实施，执行至2021年12月31日。", "2021-09-01", "2021-12-31"),
        ("企业补贴自2022年1月1日起实施一年。", None, None),
        ("部门公告已明确自2020年1月1日起实施一系列优惠。", None, None),
        ("技能补贴实施期限至2022年12月31日。", None, None),
    ],
)
def test_only_what_the_text_says_of_itself_gives_its_validity(
    clause: str, effective: str | None, expires: str | None
) -> None:
    text = f"青山县帮扶办法\n第一条 为了帮扶，作此规定。\n第二条 {clause}\n青山县民政局\n2021年9月1日"
    known = recognised(text)
    assert (known.effective, known.expires) == (effective, expires)


def test_a_term_may_be_a_number_of_months() -> None:
    text = "青山县帮扶办法\n第一条 本办法自印发之日起施行，施行期暂定为6个月。\n青山县民政局\n2021年8月31日"
    assert recognised(text).expires == "2022-02-27"


def test_the_number_or_the_order_of_another_document_is_not_its_own() -> None:
    news = "青山县减税\n记者获悉，县里出台了公告（青财税〔2021〕2号），已经实施。"
    assert recognised(news).number is None
    notice = "关于调整备案流程的通知\n各单位：\n依据《备案管理办法》（商务部令2014年第3号），现通知如下。"
    assert (recognised(notice).issuer, recognised(notice).number) == (None, None)


def test_an_issuer_that_a_line_end_cut_in_two_is_whole() -> None:
    text = "关于秋收的通知\n各乡镇：请照办。\n四川省应对灾害\n应急指挥部\n2021年9月1日"
    assert recognised(text).issuer == "四川省应对灾害应急指挥部"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("青山县的帮扶路\n新华社南昌9月1日电 秋收开始了。", "新华社"),
        ("青山县的帮扶路\n秋收开始了。\n（据《青山日报》）", "青山日报"),
        ("青山县的帮扶路\n来源：青山日报\n秋收开始了。", "青山日报"),
        ("青山县的帮扶路\n数据来源于普查。", None),
    ],
)
def test_the_source_of_a_report_is_read(text: str, source: str | None) -> None:
    assert recognised(text).source == source


@pytest.mark.parametrize(
    ("title", "signed", "regions"),
    [
        ("福州市人民政府关于秋收的通知", "", ("福建", "福州")),
        ("内蒙古：草原上的帮扶", "", ("内蒙古",)),
        ("关于秋收的通知", "贵州省民政厅\n2021年9月1日", ("贵州",)),
        ("民政部关于秋收的通知", "", ()),
    ],
)
def test_the_regions_are_those_of_the_title_and_the_issuer(
    title: str, signed: str, regions: tuple[str, ...]
) -> None:
    assert recognised(f"{title}\n云南的经验值得学。\n{signed}").regions == regions


def test_dates_are_read_in_every_form_and_impossible_ones_are_not() -> None:
    text = (
        "2018年12月6日 二〇一八年十二月六日 二○一八年十二月六日 ２０１８年１２月６日 2018年 12 月 6 日"
        " 2018-12-06 2018.12.6 2018/12/6"
    )
    assert [day for _, day in dates(text)] == ["2018-12-06"] * 8
    assert list(dates("2018年2月30日，电话12018-1-1，版本2018.1.2.3，9.5分")) == []


@given(
    st.text(
        "关于的通知办法意见〔〕[]2018年1月日号令第公告自起施行本有效期至《》（） \n：福州市民政部。",
        max_size=300,
    )
)
def test_whatever_the_text_what_is_found_is_named(text: str) -> None:
    known = recognised(text)
    empty = Metadata()
    names = {name for name in Metadata.__slots__ if getattr(known, name) != getattr(empty, name)}
    assert names - {"guessed"} == known.guessed


def test_real_laws_and_notices_are_recognised(real_data: Path) -> None:
    def of(name: str) -> Metadata:
        return recognised((real_data / "samples/laws" / name).read_text(encoding="utf-8").lstrip("# "))

    law = of("慈善法(2016-03-16).md")
    assert (law.title, law.published) == ("中华人民共和国慈善法", "2016-03-16")
    assert (law.effective, law.issuer, law.document_type) == ("2016-09-01", "全国人民代表大会", "法")
    rules = of("社会团体登记管理条例(2016-02-06).md")
    assert (rules.number, rules.issuer, rules.published) == ("国务院令第250号", "国务院", "1998-10-25")


def test_real_documents_are_mostly_recognised(real_data: Path) -> None:
    known = [
        recognised(path.read_text(encoding="utf-8"))
        for path in sorted((real_data / "benchmarks/policy_qa/documents").iterdir())
    ]
    assert sum(one.title is not None for one in known) > 285
    official = [one for one in known if one.document_type in ("通知", "公告", "通告", "意见")]
    assert len(official) > 75
    assert sum(one.issuer is not None and one.published is not None for one in official) > 0.75 * len(
        official
    )
    assert sum(one.number is not None for one in official) > 25


BODY = "\n第一章 总则\n第一条 为了互助，制定本法。\n第九条 本法自2013年7月1日起施行。"
PASSED = "1996年8月29日全国人民代表大会常务委员会第二十一次会议通过"
DECISION = "全国人民代表大会常务委员会第七次会议《关于修改〈互助法〉等七部法律的决定》第三次修正"


@pytest.mark.parametrize(
    ("note", "published", "effective"),
    [
        (f"（{PASSED}）", "1996-08-29", "2013-07-01"),
        (f"（{PASSED} 根据2018年12月29日{DECISION}）", "2018-12-29", None),
        (f"（{PASSED}，根据2018年12月29日{DECISION}，自2019年3月1日起施行）", "2018-12-29", "2019-03-01"),
        (f"（{PASSED} 2012年12月28日第三十次会议修订）", "2012-12-28", "2013-07-01"),
        (f"{PASSED}\n2018年12月29日 {DECISION}", "2018-12-29", None),
        ("2013年1月5日 国务院令第73号公布\n\n2013年3月15日 施行", "2013-01-05", "2013-03-15"),
        (
            "（2002年1月26日国务院令第344号公布，2011年2月16日国务院常务会议修订通过，自2011年12月1日起施行）",
            "2011-02-16",
            "2011-12-01",
        ),
    ],
)
def test_a_law_that_was_changed_has_the_dates_of_its_version(
    note: str, published: str, effective: str | None
) -> None:
    known = recognised(f"中华人民共和国互助法\n{note}{BODY}")
    assert (known.published, known.effective) == (published, effective)


def test_a_law_that_was_changed_is_not_in_force_from_the_issue_of_the_first_version() -> None:
    note = "（1999年5月25日民政部令第14号发布 2023年7月20日修订）"
    known = recognised(f"互助登记办法\n{note}\n第一条 互助。\n第九条 本办法自发布之日起施行。")
    assert (known.published, known.effective, known.number) == ("2023-07-20", None, "民政部令第14号")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("青山县的帮扶路\n2021-10-30 09:12  来源：青山日报  作者：李明\n秋收开始了。", "2021-10-30"),
        ("青山县的帮扶路\n来源：青山日报   时间：2021年10月30日\n秋收开始了。", "2021-10-30"),
        ("青山县的帮扶路\n（2021年10月30日）\n秋收开始了。", "2021-10-30"),
        ("2021年10月30日 星期六\n青山县的帮扶路\n秋收开始了。", "2021-10-30"),
        ("青山县的帮扶路\n秋收开始了。\n2021年10月30日", "2021-10-30"),
        ("青山县捐赠名单\n2021年10月30日 甲基金会 5万元\n2021年11月2日 乙协会 3万元", None),
        ("青山县的帮扶路\n2021年10月30日 青山日报\n秋收开始了。", "2021-10-30"),
        ("青山县大事记\n2021年10月30日，秋收开始。\n2021年11月30日，秋收结束。", None),
        ("青山县的帮扶路\n秋收开始了。\n2021年10月30日\n秋收结束了。", None),
    ],
)
def test_the_day_of_a_report_stands_under_its_title_or_on_its_last_line(
    text: str, published: str | None
) -> None:
    known = recognised(text)
    assert known.published == published
    assert known.source in ("青山日报", None)


@pytest.mark.parametrize(
    ("opening", "published"),
    [
        ("10月30日，县民政局举行2021年第四季度例行新闻发布会，介绍帮扶进展。", "2021-10-30"),
        ("2021年10月30日，县民政局举行新闻发布会，介绍帮扶进展。", "2021-10-30"),
        ("10月30日，县民政局举行例行新闻发布会，介绍2020年和2021年的进展。", None),
        ("30日，县民政局举行2021年新闻发布会。", None),
    ],
)
def test_a_press_conference_was_held_on_the_day_that_its_report_names(
    opening: str, published: str | None
) -> None:
    assert recognised(f"青山县介绍帮扶进展\n{opening}").published == published


def test_what_a_report_says_of_a_law_is_not_its_own_day() -> None:
    text = (
        "青山县的帮扶路\n2016年9月1日，《互助法》施行后，县里公开发布帮扶信息。\n2017年1月1日 《办法》公布。"
    )
    assert recognised(text).published is None


@pytest.mark.parametrize("above", ["附件1", "附件：", "特急", "2021年10月30日", "青政发〔2021〕8号"])
def test_what_stands_above_a_title_is_no_title(above: str) -> None:
    assert recognised(f"{above}\n秋收帮扶实施办法\n第一条 帮扶。").title == "秋收帮扶实施办法"


@pytest.mark.parametrize(
    ("names", "national"),
    [
        ("民政部", True),
        ("全国人民代表大会常务委员会", True),
        ("国家卫生计生委、国务院扶贫办", True),
        ("中华人民共和国民政部", True),
        ("国家税务总局上海市税务局", False),
        ("江西省民政厅", False),
        ("某县扶贫办公室", False),
        ("中共某县委组织部", False),
    ],
)
def test_bodies_of_the_whole_nation_are_told_from_those_of_a_place(names: str, national: bool) -> None:
    assert is_national(names) is national
