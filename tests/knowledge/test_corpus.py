"""The bundled library: every fact of its sources is there, and the prose around the facts is its own."""

import dataclasses
import os
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.document import COLUMNS, Metadata

CORPUS = Path(__file__).parents[2] / "knowledge" / "corpus"
PROVINCES = "gedi-shehui-zuzhi-fupin"
INTERNET = "hulianwang-dongyuan"
PRESS = "minzhengbu-fabuhui-2018q4"
SEEDS = {PROVINCES: "000_*.txt", INTERNET: "000_*.txt", PRESS: "001_*.txt"}
LONGEST_RUN = 24

# One fact a line. Its parts stand in one sentence of the article, and each of them in the source.
FACTS = {
    PROVINCES: """
        全国社会组织扶贫现场观摩暨示范培训班|国务院扶贫办|举办
        全国社会组织扶贫现场观摩暨示范培训班|10月11日至14日
        全国社会组织扶贫现场观摩暨示范培训班|陕西省宝鸡市万福国际酒店
        记者王勇
        国务院扶贫办党组成员、副主任洪天云|出席
        陕西省政协副主席、省扶贫办党组书记、主任王卫华|出席
        陕西省副省长、宝鸡市委书记徐启方|出席
        共计170余人|参加
        170余人|国务院扶贫办|民政部|各省级扶贫部门、社会组织|陕西省各地市扶贫部门
        首期培训|国务院扶贫办举办
        深入解读社会组织参与脱贫攻坚文件精神|总结交流|经验做法|推动和引导社会组织
        王卫华副主席作|开班
        陕西省、市、县三级扶贫部门|典型经验
        民政部社会组织管理局副局长黄茹|社会组织参与脱贫攻坚
        洪天云副主任|扶贫工作
        黄茹|《关于进一步动员社会各方面力量参与扶贫开发的意见》
        黄茹|《中共中央国务院关于打赢脱贫攻坚战的决定》
        黄茹|《“十三五”脱贫攻坚规划》
        黄茹|《关于广泛引导和动员社会组织参与脱贫攻坚的通知》
        黄茹|介绍了|社会组织|发展情况
        黄茹副局长|八个方面|引导和动员社会组织积极参与脱贫攻坚
        民政部门|社会组织登记管理机关|得到了扶贫部门的支持帮助
        黄茹副局长|希望|加强配合协作
        四方面重要作用|社会组织|洪天云
        四个方面|组织发动不够|各地缺乏细化方案|面上
        四个方面|精确瞄准不够|粗放式扶贫现象时有发生|观念
        四个方面|典型推广不够|及时推出典型示范|宣传力度
        四个方面|帮扶底数不清|没有建立台账|没有准确帮扶数据
        洪天云副主任强调|与专项扶贫、行业扶贫同部署、同推动、同落实
        各级扶贫系统|脱贫攻坚总体部署|重要议事日程|形成合力|良好环境
        要紧紧围绕精准这个核心|“三个聚焦”
        着力完善三种机制|着力用好三个平台|着力抓好三项工作
        民政部社会组织管理局|10月22日|汇总发布
        各省（直辖市、自治区）|提交了|材料
        上海市|印发|《上海市对口支援专项资金支持社会力量参与对口支援工作的实施细则》
        重庆市|印发|《关于进一步深化民政脱贫攻坚工作的通知》
        重庆市|印发|《关于进一步动员社会组织参与脱贫攻坚工作的通知》
        内蒙古|印发|《关于进一步动员社会各方面力量参与扶贫开发的实施意见》
        内蒙古|印发|《引导和动员社会组织参与脱贫攻坚实施方案》
        安徽省|印发|《关于进一步引导动员社会组织参与脱贫攻坚的通知》
        山东省|印发|《关于广泛引导和动员社会组织参与脱贫攻坚的通知》
        河南省|印发|《关于引导和动员全省性社会组织参与脱贫攻坚的通知》
        广东省|印发|《关于支持深度贫困地区脱贫攻坚实施方案》
        广东省|印发|《广东省东西部扶贫协作（2018年-2020年）三年行动方案》
        贵州省|印发|《“社会组织帮百村”精准扶贫行动实施方案》
        陕西省|印发|《关于推进“社会力量参与精准扶贫”行动的实施意见》
        新疆|印发|《自治区广泛引导和动员社会组织参与脱贫攻坚的实施方案（2018-2020年）》
        天津市委领导|大力推动社会组织广泛参与|精准扶贫、精准脱贫
        河北省委、省政府领导|“京津冀社会组织跟党走—助力脱贫攻坚行动”|批示|认可
        黑龙江省委、省政府领导|社会组织参与精准扶贫|批示
        黑龙江省|同对深度贫困村加大帮扶力度结合起来
        北京市|“抓党建促扶贫”|思路
        北京市|加强枢纽型社会组织党建带动作用
        北京市|党建互联互通
        北京市|社会组织党组织和党员在扶贫协作工作中|优势
        天津市|社会组织“听党话、跟党走”助力甘肃、承德脱贫攻坚动员大会
        天津市|提高政治站位|强化责任担当
        山西省各级社会组织|业务主管单位扶贫任务结合|整合资源|提高效益
        黑龙江省民政厅与省委组织部|“社会组织帮百村进百户”活动
        黑龙江省民政厅|建立定期沟通机制
        安徽省|民政、扶贫、财政、人社等部门|联席会议制度
        安徽省|优化社会组织参与脱贫攻坚工作机制
        海南省|民政厅牵头|扶贫办、教育厅、农业厅等|责任单位|扶贫工作协调机构
        云南省要求各职能部门|归口管理原则|组织动员社会组织
        陕西省|省市两级扶贫工作部门协作机制
        辽宁省开展“爱心帮扶工程”|结对帮扶、投资兴业、合作经营
        江西省|“社会组织+深度贫困村”扶贫活动|结对帮扶|深度贫困村
        山东省|“双百扶贫行动”|计划动员约100个省管社会组织
        山东省|每个社会组织联合一名社会工作者
        山东省|省派第一书记平台|扶贫重点村|为期三年
        浙江省动员社会组织|参与东西部扶贫协作|开展产业合作|实施精准扶贫
        西藏|社会扶贫对接平台建设
        西藏|对口援藏、定点扶贫、干部结对等力量|统筹
        宁夏|社会组织精准扶贫“百千万”工程|定向发力、精准帮扶
        湖北省|及时总结通报|全省各级社会组织
        湖北省|社会组织参与精准帮扶系列活动|不定期|媒体网站
        湖南省加强社会组织参与精准扶贫成果宣传
        湖南省|及时公开|社会组织参与精准扶贫活动信息
        广西|报刊、电视和网络|传递精准扶贫正能量
        四川省|脱贫攻坚奖、慈善奖评选表彰活动|先进典型
        陕西省|社会组织精准扶贫示范项目|广泛宣传报道|先进典型
        甘肃省|甘肃扶贫网、甘肃省社会组织网
        甘肃省|社会组织参与脱贫攻坚先进事迹、先进人物
    """,
    INTERNET: """
        民政部社会组织管理局|脱贫攻坚决策部署|探索|“互联网＋”
        发挥慈善募捐信息平台等互联网平台的作用
        打造便捷畅通的|筹资渠道
        拓展资源对接社会扶贫途径
        社会组织项目与基层脱贫攻坚需求有效对接
        “互联网＋精准社会扶贫”新模式
        《中华人民共和国慈善法》|2016年9月1日|施行
        慈善组织互联网公开募捐信息平台|2个批次|遴选|公开透明
        依法依规|事中事后监管|20家互联网募捐信息平台的工作矩阵
        大流量、广覆盖、精准推送|优势
        各自发扬特色、丰富场景
        慈善组织发布脱贫攻坚募捐信息|广大网民参与在线募捐|提供多样化服务
        2年多来|1300多家公募慈善组织|累计
        推送|近6000项|募捐项目信息
        2年多来|累计募款超过35.4亿元
        网民|在线捐赠次数超过50亿次
        大众化、年轻化、小额化
        “人人公益、随手公益、扶贫济困”|成为社会新风尚
        《慈善法》第八章“信息公开”要求|“慈善中国”|信息公开平台
        全国慈善信息|统一对外公开的“一张网”“一个库”
        各地慈善组织募集款物、参与脱贫攻坚|至少每3个月|“慈善中国”|公布一次项目实施情况
        项目结束后3个月内|全面公开项目实施情况和募得款物情况
        截至目前|“慈善中国”平台共发布5600多条慈善项目进展信息
        在线查询和投诉举报渠道|线上线下|联动|群众
        北京、深圳等地多家基金会|未履行信息公开义务|受到行政处罚
        公开扶贫账目、接受社会监督|社会组织|行动自觉
        统筹规划|中国社会组织公共服务平台|“社会组织参与精准扶贫”专栏
        行政要闻、政策发布、扶贫动态、媒体聚焦|四大服务板块
        “两网两微两报一刊一平台”|宣传格局|新闻宣传媒体联动
        通报表扬18家社会组织脱贫攻坚事迹
        发布各地动态信息2000余条
        2305家全国性社会组织及地方民政厅局|权威信息查询、供需信息发布渠道
        “中国社会组织动态”政务自媒体|扶贫专栏建设
        手机用户推送信息|80万个社会组织及相关社会力量|随时随地
        社会组织参与脱贫攻坚的供需需求与生动实践
    """,
    PRESS: """
        民政部|10月30日|举行|2018年第四季度例行新闻发布会
        发布会现场|图片据民政部官网
        中央单位|党中央国务院赋予|重要政治责任和重大政治任务
        集中连片特殊困难地区|坚决打赢脱贫攻坚战的重要举措
        事关党和国家事业发展全局|引领和示范作用
        按照中央总体部署|江西省遂川县、莲花县|定点扶贫
        牵头|罗霄山片区脱贫攻坚工作|按照中央总体部署
        民政部|定点扶贫|进展如何？
        罗霄山片区脱贫攻坚工作进展如何？
        做了哪些工作，取得了哪些成效？
        据民政部规划财务司副司长刘健介绍|遂川县、莲花县
        据民政部规划财务司副司长刘健介绍|牵头开展罗霄山片区
        据民政部社会组织管理局副局长刘振国介绍|社会组织参与脱贫攻坚
        截至2017年底|遂川县已实现脱贫68386人
        截至2017年底|遂川县|17002人
        截至2017年底|遂川县|贫困发生率降至3.17%
        截至2017年底|莲花县已实现脱贫33065人
        截至2017年底|莲花县|6580人
        截至2017年底|莲花县|贫困发生率降至2.84%
        两县都将在2018年底脱贫摘帽
        黄树贤部长担任组长|分管副部长|扶贫工作领导小组
        扶贫工作领导小组|各相关司局和直属单位主要负责同志|成员
        遂川县、莲花县的定点扶贫工作|民政部扶贫工作全局
        近两年先后8次赴|两县调研|部领导
        协调解决具体困难|督导检查县委县政府落实脱贫攻坚主体责任
        近两年来先后选派3位优秀年轻干部|驻村第一书记|挂职帮扶
        以挂职干部为纽带|部领导一线督导|各单位全力协作|全员投身参与
        民政事业费、彩票公益金、中央预算内投资补助等|深挖资源潜力
        立足自身职能|积极争取相关部门支持
        2015—2017年|两县下达各类民政事业经费7.06亿元
        2015—2017年|年平均增长25.7%
        民政部制定了|《关于贯彻落实<中共中央国务院关于打赢脱贫攻坚战的决定>的通知》
        民政部制定了|《关于贯彻落实<中共中央国务院关于打赢脱贫攻坚战三年行动的指导意见>的行动方案》
        强力部署推动|落实工作责任
        2017年专门|《民政部关于进一步加强定点扶贫工作的实施意见》
        如期实现脱贫|《民政部关于进一步加强定点扶贫工作的实施意见》
        明确各司局|各直属单位职责|在顶层设计和业务工作中|支持指导力度
        政府、市场和社会三方作用|资源众多、方式灵活的优势
        中国社会福利基金会|中国慈善联合会|“一对一”|“点对点”
        中国社会福利与养老服务协会|中华慈善总会|部管社会组织|多次
        仅2018年|两县|落地资金5430.9万元
        国务院确定10月17日为全国“扶贫日”
        “扶贫日”这一重要平台|凝聚全员力量|用心用情、做实做细脱贫帮扶工作
        连续二年实施“十百千”行动
        “十百千”行动|部机关全体党员的自愿捐款、结余党费
        “十百千”行动|中国社会福利基金会的捐资
        “十百千”行动|每年100万元
        10个乡中的100个贫困村1000户贫困家庭|每户1000元|解燃眉之急
        “福康工程”|国家康复辅具研究中心|具体实施
        社会福利机构|康复辅具|“福康工程”
        贫困肢体残障人员|手术治疗和假肢矫形器安装|免费
        以“陪伴”为主题的帮扶活动|机关党委带领青年党员代表
        农村敬老院、小学校|打扫卫生、帮厨喂饭
        爱心书包、开展文体活动|温暖|加深了感情
        《民政部罗霄山片区扶贫攻坚工作实施方案》|制定印发了
        罗霄山片区区域发展和扶贫攻坚部际联系会议制度|及时
        主要负责同志|片区部际联系会议组长
        党组成员先后30余次|调研
        6次召开罗霄山片区部际联系会议和现场推进会|沟通解决重点难点问题
        黄树贤部长|2016年底|连续两年主持|相关会议|实地调研
        亲自协调具体项目
        在政策、项目、资金上|成员单位|突出问题
        2015-2017年|江西、湖南两省|罗霄山片区23个县|约84亿元
        2015-2017年|中央和省级民政事业费|年平均增长24%
        中央预算内投资22489万元|国家有关部门
        部本级彩票公益金和中央专项彩票公益金|共4.46亿元
        社会福利事业发展和设施建设|民生保障服务
        江西省罗霄山片区贫困发生率|2015年底|9.86%
        江西省罗霄山片区贫困发生率|2017年底|4.36%
        湖南省罗霄山片区贫困发生率|2015年|10.15%
        湖南省罗霄山片区贫困发生率|2017年底|3.65%
        经济社会|较快发展|大幅减少
        民政局局长培训班|社会工作专题研修班
        社工、社区、社会组织等专业人才|儿童养护、老年护理等技能人才
        2016年|培养千名养老护理员行动
        “帮助一名学员就业，脱贫一个家庭，带动一个乡村”|目标
        2016年|举办8期|养老护理职业技能培训班
        2016年|有1003名片区学员参加|近半数是建档立卡贫困人员
        许多学员|实现就业|养老服务机构的骨干
        慈善机构、行业协会商会|罗霄山片区|帮扶项目
        创立实体经济|扶持发展当地优势特色产业|吸纳贫困人口就业
        集中连片特殊困难地区|共同富裕|作出了积极贡献
        180家全国性社会组织|5场社会组织参与深度脱贫攻坚动员会议
        解读政策文件|明确扶贫重点|“三区三州”等深度贫困地区
        树典型带动全面、抓重点推动整体|工作方式|充分认识自身责任
        从登记管理机关职能出发|有关业务主管单位和行业管理部门
        国务院扶贫办建立|长效沟通机制
        加强贫困地区扶贫需求和社会组织对接|困难和问题
        参加“全国社会组织扶贫现场观摩暨示范培训班”
        参与国务院扶贫办“关于征集社会扶贫典型案例”活动
        农业部“贫困地区农产品出村行动”|支持
        参加“贫困地区农产品产销对接活动”|农业产业扶贫活动
        作为支持单位，与卫健委联合举办“社会力量参与健康扶贫优秀案例征集活动”
        参加“社会力量参与健康扶贫协作论坛”
        推动社会组织参与健康扶贫
        中央财政支持社会组织参与社会服务项目|2017年、2018年共立项298个
        项目资金共1.04亿元|2017年、2018年
        48家社会组织|参与江西遂川、莲花两县的定点扶贫工作|民政部直管的
        48家社会组织|中国社会福利基金会|中国慈善联合会
        已落地资金5430万元|按照时间节点打赢脱贫攻坚战
        培训地点设在“三区三州”等深度贫困地区
        全国性和省级社会组织|示范带头作用
        四川凉山和新疆和田|两期培训
        引导150多家社会组织参加
        云南|开展扶贫对接活动|下一步还要
        社会组织登记管理机关视频会议|专题部署
        昆明、成都两地|省级民政部门|扶贫文件
        本省登记的省级社会组织|在各省对口支援的基础上|切实发挥作用|及时了解脱贫攻坚政策
        据不完全统计|很多省份|东部地区的省份
        江苏省民政厅|苏陕的扶贫行动|40多个扶贫项目|首批|陕西
        北京、天津、河北|张家口、承德、保定三地区的10个深度贫困县
        京津冀三地社会组织|投入扶贫资金|超过4亿元
        浙江、山东、广东等地的民政部门|对口帮扶的贫困地区
        中央媒体|网络新媒体|组织新闻记者|集中连片贫困地区
        加强与媒体沟通|采取多种方式|宣传力度
        中国社会组织公共服务平台|19家全国性社会组织|通报表扬
        增设社会组织参与脱贫攻坚栏目
        截至目前|发布各类信息2000余条
    """,
}

# Each enumeration: words of its lead-in | the key phrase of every item, in order. These may be copied.
ENUMERATIONS = {
    PROVINCES: """
        四个环节|现场观摩宝鸡市社会组织扶贫做法|进行开班式|专家学者讲授扶贫理论知识|社会组织代表进行经验交流
        八个方面|会同扶贫部门健全协调工作机制|做好社会组织参与脱贫攻坚相关支持工作|\
开展社会组织参与脱贫攻坚专项培训|配合扶贫部门做好信息服务|\
配合扶贫部门推动社会组织参与扶贫项目对接|推动社会工作专业力量参与脱贫攻坚|\
积极推动社会组织参与脱贫攻坚宣传工作|强化社会组织参与脱贫攻坚执法监督
        四方面重要作用|社会组织是联系社会帮扶资源的桥梁纽带|社会组织是扶贫工作的有机组成|\
社会组织具有专业技术和行业资源优势|社会组织是推动扶贫创新的重要力量
        四个方面的差距|组织发动不够|精确瞄准不够|典型推广不够|帮扶底数不清
        四点要求|要紧紧围绕精准这个核心|着力完善三种机制|着力用好三个平台|着力抓好三项工作
        “三个聚焦”|聚焦深度贫困地区|聚焦建档立卡贫困人口|聚焦特殊困难群体
        三种机制|完善部门协同机制|完善信息共享机制|完善典型推广机制
        三个平台|用好东西部扶贫协作制度|用好中国社会扶贫网|用好中国公益慈善项目交流展示会
        三项工作|着力发动本地区省级社会组织及其业务主管单位和行业管理部门|\
着力推动向社会组织购买扶贫服务|着力打造工作品牌
        六个方面|出台政策文件，夯实工作举措|党委政府重视，提供有力保证|推进党建工作，强化政治引领|\
部门协作配合，形成工作合力|搭建平台载体，强化精准帮扶|注重推广宣传，营造浓厚氛围
    """,
    INTERNET: """
        三类平台|依托20家募捐信息平台开展网络募捐，激发社会参与|依托“慈善中国”平台开展信息公开，接受社会监督|\
依托中国社会组织公共服务平台开展典型宣传，扩大社会传播
        四大服务板块|行政要闻|政策发布|扶贫动态|媒体聚焦
    """,
    PRESS: """
        五个方面|加强领导，尽锐出战|整合资源，加大投入|强化政策，深入指导|社会参与，形成合力|形式多样，全员参与
        三项|连续二年实施“十百千”行动|持续实施“福康工程”|开展以“陪伴”为主题的帮扶活动
        四个方面|建立机制，高位推进|立足本职，加大投入|加强培训，扶贫扶智|发挥优势，积极引导
        六个方面|积极组织动员，广泛推动引导|积极配合相关行业主管部门，切实推动扶贫|\
鼓励全国性社会组织发挥优势，多种方式扶贫|在贫困地区开展培训，引导社会组织参与扶贫|\
推动各地迅速行动，开展对口帮扶|广泛宣传引导，营造扶贫工作氛围
    """,
}


def rows(table: dict[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """(article, parts of the row) for each line of a table above."""
    return [
        (name, tuple(line.strip().split("|")))
        for name, text in table.items()
        for line in text.strip().splitlines()
    ]


def label(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "|".join(value)


def article(name: str) -> tuple[dict[str, Any], str]:
    """Front matter and body."""
    _, front, body = (CORPUS / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def source(name: str) -> str:
    """The newspaper page as it came, without white space."""
    data = os.environ.get("FUPIN_TEST_DATA")
    if not data:
        pytest.skip("FUPIN_TEST_DATA is unset: the newspaper pages are not at hand")
    (page,) = (Path(data) / "seeds").glob(SEEDS[name])
    return squeeze(page.read_text(encoding="utf-8"))


def sentences(name: str) -> list[str]:
    return [squeeze(part) for part in re.split(r"(?<=[。？])|\n", article(name)[1])]


def own_prose(name: str) -> list[str]:
    """What is left of an article without titles, quoted words and the items of enumerations."""
    body = re.sub(r"《[^》]*》|“[^”]*”", "\n", article(name)[1])
    items = [item for where, (_, *items) in rows(ENUMERATIONS) if where == name for item in items]
    for item in sorted(items, key=len, reverse=True):
        for piece in re.split("“[^”]*”", item):
            # an item of two characters would cut our prose to pieces; it is too short to matter
            body = body.replace(piece, "\n") if len(piece) > 4 else body
    return [squeeze(line) for line in body.splitlines()]


def test_the_checklist_is_long_enough_to_mean_every_fact() -> None:
    assert len(set(rows(FACTS))) == len(rows(FACTS)) >= 200


@pytest.mark.parametrize("name", SEEDS)
def test_front_matter_uses_only_fields_of_metadata(name: str) -> None:
    front, _ = article(name)
    fields = {field.name for field in dataclasses.fields(Metadata)} - {"guessed"}
    assert set(front) <= fields
    assert front["title"]
    assert front["column"] in COLUMNS
    assert isinstance(front["published"], str)
    assert re.fullmatch(r"2018-10(-30)?", front["published"])


def test_every_article_of_the_corpus_is_checked_here() -> None:
    assert {path.stem for path in CORPUS.iterdir()} == set(SEEDS)


@pytest.mark.parametrize("name", SEEDS)
def test_every_region_that_an_article_claims_is_named_in_it(name: str) -> None:
    front, body = article(name)
    cities = {"广东省": "深圳"}
    for region in front["regions"]:
        short = region.removesuffix("省").removesuffix("市")
        assert short in body or cities.get(region, short) in body


@pytest.mark.parametrize(("name", "parts"), rows(FACTS), ids=label)
def test_every_fact_stands_in_one_sentence(name: str, parts: tuple[str, ...]) -> None:
    assert any(all(squeeze(part) in sentence for part in parts) for sentence in sentences(name))


@pytest.mark.parametrize(("name", "parts"), rows(ENUMERATIONS), ids=label)
def test_every_enumeration_stands_in_order_in_one_paragraph(name: str, parts: tuple[str, ...]) -> None:
    pattern = ".*".join(re.escape(squeeze(part)) for part in parts)
    assert any(re.search(pattern, squeeze(line)) for line in article(name)[1].splitlines())


@pytest.mark.parametrize("name", SEEDS)
def test_every_checked_fact_and_item_is_in_the_source(name: str) -> None:
    page = source(name)
    facts = [part for where, parts in rows(FACTS) if where == name for part in parts]
    items = [part for where, (_, *parts) in rows(ENUMERATIONS) if where == name for part in parts]
    assert [part for part in facts + items if squeeze(part) not in page] == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d+(?:\.\d+)?[余多]?[亿万%个家人名户年月日次项条期场元位]+",
        "《(?!中国社会报)[^》]*》",
        "“[^”]*”",
        "[一二三四五六七八]是[^，；。,;]{4}",
    ],
    ids=["figure", "title", "quotation", "item"],
)
@pytest.mark.parametrize("names", [(PROVINCES, INTERNET), (PRESS,)], ids=" ".join)
def test_nothing_of_the_kind_in_the_source_is_left_out(names: tuple[str, ...], pattern: str) -> None:
    page = source(names[0])
    bodies = squeeze("".join(article(name)[1] for name in names))
    assert {found for found in re.findall(pattern, page) if found not in bodies} == set()


@pytest.mark.parametrize("name", SEEDS)
def test_no_long_run_of_the_source_is_copied_into_our_prose(name: str) -> None:
    page = source(name)
    runs = [line[at : at + LONGEST_RUN + 1] for line in own_prose(name) for at in range(len(line))]
    assert [run for run in runs if len(run) > LONGEST_RUN and run in page] == []
