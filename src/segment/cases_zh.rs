//! Chinese cases: a bar stands where a cut is to be, with nothing there in the text.

use super::{Options, explain, segments};
use crate::text::LangTag;

fn cut(text: &str, options: &Options) -> Vec<String> {
    let lang = LangTag::parse("zh-Hans").unwrap();
    segments(text, &lang, options)
        .into_iter()
        .map(|s| text[s.range].to_owned())
        .collect()
}

fn check(options: &Options, cases: &[&str]) {
    for case in cases {
        let expected: Vec<&str> = case.split('|').collect();
        assert_eq!(cut(&expected.concat(), options), expected);
    }
}

#[test]
fn news_and_law() {
    check(
        &Options::default(),
        &[
            "他来了。|她走了。",
            "你好吗？|我很好！|谢谢。",
            "真的吗？！|我不信！！！|算了。",
            "该地区有1.2万多家企业。|其中大多数是中小企业。",
            "他警告说，“这是盲点”。|他说，这不行。",
            "他强调：“这很重要。|我们也在努力。”",
            "（一）申请人应当提交请求书；（二）缴纳费用。",
            "第一条 为了保护专利权人的合法权益，制定本法。|第二条略。",
            "本法自2021年6月1日起施行。（完）"
                .replace("。（", "。|（")
                .leak(),
            "他（昨天才到的）今天走了。|我没见到。",
            "这件事（你知道吗？）很重要。|请记住。",
            "（他走了。|我没见到他。）",
            "根据《专利法》第二十二条，驳回申请。|申请人不服。",
            "小米公司（Xiaomi Inc.）成立于2010年。|总部在北京。",
            "他在Apple Inc.工作。|她在U.S.读书。",
            "中国人民银行访问了Mr. Tang访问过的St. Gallen大学。",
            "上证指数报3,200.5点，上涨0.8%。|成交额放大。",
            "详见www.wipo.int。|邮箱是a.b@wipo.int。",
        ],
    );
}

#[test]
fn titles_of_works() {
    check(
        &Options::default(),
        &[
            "我看了《摔跤吧！爸爸》和《你好，李焕英》。|很好看。",
            "《爸爸去哪儿？》第三季开播了。|收视不错。",
            "他读完了《为什么？怎么办？》。|然后睡了。",
            "〈走吧！走吧〉是首老歌。",
        ],
    );
}

#[test]
fn dialogue() {
    check(
        &Options::default(),
        &[
            "老师问：“谁会？|谁不会？”|没人回答。",
            "“快跑！|快跑！”他喊道。|大家都跑了。",
            "“快跑！”他喊道。|大家都跑了。",
            "他说：“我明天来。”|说完他就走了。",
            "他喊道：“快跑！”|大家都跑了。",
            "“你是谁？”|“我是警察。”|他说。",
            "「你去哪裡？」她問。|「回家。」|他答。",
            "“没有协作，就谈不上创新，”他最后说。",
            "他想……也许吧。|算了……",
            "“走吧。|再不走就晚了。”|他站起来。",
            "他问：“为什么？”|没人回答。",
            "那句“为什么？”的回声还在。",
            "他说了句“我来了。”的话。",
            "“好！”，他说，“走吧。”",
            "他说『别走！』，可她走了。",
            "太好了～我喜欢！😀|谢谢。",
            "天啊！！|怎么会这样？|谁知道……",
        ],
    );
}

#[test]
fn quotations_that_are_part_of_the_sentence_around_them() {
    check(
        &Options::default(),
        &[
            "“怎么办？怎么办？”，他想。|没有人回答。",
            "他反复念着“为什么？为什么？”，声音越来越低。",
            "“谁？谁在敲门？”、“别开！”——屋里顿时紧张起来。|门外的人却走了。",
            "母亲总是问我“吃了吗？睡得好吗？”之类的话。|我都说好。",
            "“你说什么？你再说一遍！”的表情写在他脸上。",
            "“好！好！”地叫着，观众全都站了起来。",
            "标语上写着“节约用水！人人有责！”几个大字。",
            "她只问了“去哪儿？几点走？”。|我没有回答。",
            "“‘真的吗？真的吗？’，他就会问这个。|烦死了！”她说。",
            // Passages with sentences of their own.
            "他问：“谁会？|我来教。|谁不会？”|没人回答。",
            "“谁在那儿？|出来！”老张喝道。",
            "她喊：“下雪了！|真冷。”|那一年她十二岁。",
        ],
    );
    let lang = LangTag::parse("zh").unwrap();
    let found = explain("“怎么办？怎么办？”，他想。", &lang, &Options::default());
    let rules: Vec<_> = found.iter().map(|d| d.rule.as_ref()).collect();
    assert_eq!(
        rules,
        ["inside-quotation", "punctuation-follows", "paragraph"]
    );
}

#[test]
fn markup_that_closes_stays_with_its_sentence() {
    check(
        &Options::default(),
        &[
            "**CRAIG BOX：当然。**",
            "<p>描述文件的路径。</p>|<p>默认为空。 </p> </td> </tr>",
            "不允许同时写入。 {{< /note >}}",
            "他走了。<br/>|她来了。 ***",
            "有效值：v1。</code> </li> <li>",
        ],
    );
}

#[test]
fn quotations_lists_and_figures_by_the_standard() {
    // GB/T 15834, 4.1 to 4.9.
    check(
        &Options::default(),
        &[
            "“我不去！”小王说，“你们谁爱去谁去！”",
            "老李叹了口气：“唉！|早知今日，何必当初！”",
            "“起来！”|“不起来！”|“起不起来？”|“就不起来！”",
            "墙上写着“禁止吸烟！”四个大字。",
            "他（指张先生。——编者注）没有出席会议。|会议照常举行。",
            "这本书很好（我已经读了三遍了！），你也应该读一读。|明天我带给你。",
            "会议讨论了以下问题：一、产量；二、质量；三、成本。|与会者意见一致。",
            "圆周率约等于3.14。|黄金比例约等于0.618。",
            "他毕业于U.S. Naval Academy，后来在华盛顿工作。|他今年六十岁。",
            "请访问https://www.example.com/a?b=1&c=2了解详情。|谢谢！",
            "J.K.罗琳写了《哈利·波特》。|这套书风靡全球。",
            "这是怎么回事？！|谁来解释一下！",
            "“快走！”他压低声音，“有人来了。”|我们赶紧躲到树后。",
        ],
    );
}

#[test]
fn western_marks_in_chinese() {
    check(
        &Options::default(),
        &[
            "他走了!|她来了",
            "下雨了!|快回家!|走不走?|“走!”",
            "他喊了一声“快跑!”就冲了出去。|没人跟上.",
            "约翰.史密斯来了。",
            "我们去了Yahoo!的总部。|那里很大。",
            "版本是v2.1。|请更新到v2.2版。",
            "1.引言",
            "使用Node.js开发。|很快。",
        ],
    );
    assert_eq!(
        cut("他走了. 她来了! 谁? Mr. Tang 来了.", &Options::default()),
        ["他走了.", "她来了!", "谁?", "Mr. Tang 来了."]
    );
    assert_eq!(
        cut("增长３．５倍．很快．", &Options::default()),
        ["增长３．５倍．", "很快．"]
    );
}

#[test]
fn smileys_in_chinese() {
    check(
        &Options::default(),
        &[
            "你好:)|很高兴认识你",
            "哈哈哈^_^|明天见！",
            "谢谢😊|明天见！|我很开心❤️，真的。",
            "他说（见下:)如此。",
            "我❤你。",
            "我喜欢🍎和🍌，不喜欢🍇。",
        ],
    );
}

#[test]
fn semicolons_and_colons_end_segments_only_where_asked() {
    let text = "甲方付款；乙方交货：两清。";
    assert_eq!(cut(text, &Options::default()), [text]);
    let options = Options {
        semicolon: true,
        colon: true,
        ..Options::default()
    };
    check(
        &options,
        &["甲方付款；|乙方交货：|两清。", "他说：|“走吧。”"],
    );
}

#[test]
fn white_space_around_a_cut_belongs_to_neither_segment() {
    assert_eq!(
        cut("　　他来了。　她走了。\n　　天黑了", &Options::default()),
        ["他来了。", "她走了。", "天黑了"]
    );
}

#[test]
fn explain_names_the_rule_at_each_place() {
    let text = "《走吧！》“跑！”他说。他问：“谁？”没人答（真的吗？）他。“来。”完";
    let lang = LangTag::parse("zh").unwrap();
    let found = explain(text, &lang, &Options::default());
    let rules: Vec<_> = found.iter().map(|d| (d.cut, d.rule.as_ref())).collect();
    assert_eq!(
        rules,
        [
            (false, "title-marks"),
            (false, "reporting-clause"),
            (true, "ideographic-stop"),
            (true, "closing-quote"),
            (false, "inside-brackets"),
            (true, "ideographic-stop"),
            (true, "closing-quote"),
            (true, "paragraph"),
        ]
    );
}

#[test]
fn a_full_width_point_after_a_number_or_an_abbreviation_ends_nothing() {
    check(
        &Options::default(),
        &[
            "1．A 2．B 3．C",
            "图1．系统结构图",
            "表2．各省人口",
            "依照第3．条办理",
            "包括: 1．身份证，2．户口本。|请带齐。",
            "请安装Ver2．Beta版。",
            "(1)．总则",
            "（2）．附则",
            "（一）．总则",
            "价格升到（10）．|大家都很吃惊．",
            "Mr．王说他来。",
            "今年增长了10．|明年会更好．",
        ],
    );
}

#[test]
fn a_point_in_names_of_people_and_fields_and_after_list_numerals_ends_nothing() {
    check(
        &Options::default(),
        &[
            "乔治.华盛顿是总统,他很有名.",
            "史蒂夫.乔布斯来了,大家鼓掌.",
            "马丁.路德.金说,我有一个梦.",
            "阿尔伯特.爱因斯坦,物理学家.",
            "哈利.波特是小说,很好看.",
            "一.总则,本法适用于全国.",
            "订单.金额,然后保存.",
            "好的.|走吧,别等了.",
        ],
    );
}

#[test]
fn latin_words_and_commands_in_quotation_marks_are_part_of_the_sentence() {
    check(
        &Options::default(),
        &[
            "2005年，“Yahoo!”收购了一家公司。",
            "例如，“U.S.”指美国，“Inc.”表示公司。",
            "在“文件”菜单中，“另存为…”命令很有用。",
            "注：“...”表示省略。",
            "在页面上，“Go!”按钮是绿色的。",
            "他说：“Nice to meet you.”|大家都笑了。",
        ],
    );
}

#[test]
fn marks_of_code_and_names_are_part_of_the_sentence() {
    check(
        &Options::default(),
        &[
            "使用println!宏输出。",
            "调用save!方法即可。",
            "使用int?表示可空。",
            "求10!末尾有几个零。",
            "编写Hello World!程序很简单。",
            "使用!important可以覆盖样式。",
            "打开网站/搜索?q看看。",
            "他喊OK!|走吧。",
        ],
    );
}

#[test]
fn more_words_say_who_spoke() {
    check(
        &Options::default(),
        &[
            "“我们赢了！”教练兴奋地表示。",
            "“怎么办？”他反驳。",
            "“救命！”她哀求着。",
            "“太贵了！”顾客抱怨。",
            "“太好了！”老师称赞他。",
            "“我们赢了！”他宣布。",
        ],
    );
}

#[test]
fn brackets_and_longer_words_are_not_tied_in() {
    check(
        &Options::default(),
        &[
            "（见第3条。）|是否遵守由双方决定。",
            "（编号见背面。）|使用前请摇匀。",
            "（掌声。）|让我们开始吧。",
            "他回了声“好的。”|响应者很多。",
            "他喊了声“到了。”|便利店就在前面。",
        ],
    );
}

#[test]
fn a_figure_behind_a_comma_or_colon_is_no_list_number() {
    let cut = |text| cut(text, &Options::default()).len();
    assert_eq!(cut("人数分别为10、12. 其中女生较多。"), 2);
    assert_eq!(cut("平均年龄：35. 其中最大的50岁。"), 2);
    assert_eq!(cut("请准备：1. 身份证；2. 户口本。"), 1);
}
