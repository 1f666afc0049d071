"""What an explanation of retrieval (see retrieval.explanation) says, in Chinese."""

FITS = {
    "EXACT": "相符",
    "WITHIN": "文件内相符",
    "UNSAID": "未说明地区",
    "OTHER_TOPIC": "只有地区相符",
    "OTHER_YEAR": "年份不符",
    "OTHER_REGION": "地区不符",
    "OTHER_ITEM": "不是所问的那一项",
    "NO_FIGURE": "没有所问的数量",
}
"""How a passage fits the years and regions that were asked for."""

KINDS = {"word": "词", "pair": "字对", "synonym": "同义词", "mark": "年份、地区或答案类别"}
"""What a term is."""

ASKED = {"figure": "数量", "date": "时间", "title": "文件", "office": "人或部门", "place": "地点"}
"""The kinds of answers."""

SNIPPETS = {"list": "整份列表或其中几项", "article": "整条条文", "table": "整张表格", "curated": "本机构答复"}
"""What a snippet is that is no sentences."""

ENDS = {
    "list": "列表结束",
    "article": "条文结束",
    "curated": "答复结束",
    "document": "文件结束",
    "heading": "下一个标题之前",
    "paragraph": "段落结束",
    "length": "再长就超过一段摘录的篇幅",
}
"""Where a snippet ends."""

REASONS = {
    "off_topic": "原文太少说到问题里的词，问题里也没有本领域的词，所以看作范围以外的问题。",
    "not_in_library": "没有一段原文足够说到问题里要紧的词，或者没有所问的数量，所以不作答。",
    "region_not_covered": "说到这个问题的原文都是别的地区的，所以不作答。",
    "year_not_covered": "说到这个问题的原文都是别的年份的，所以不作答。",
    "document_not_in_library": "资料库里没有收录、也没有提到问题里的文件，所以不作答。",
}
"""What decided that there is no answer."""
