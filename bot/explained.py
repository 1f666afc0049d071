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
