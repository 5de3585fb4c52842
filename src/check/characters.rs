//! Q21: traditional characters, or the words of Taiwan, in a simplified text.
//!
//! The list is of characters that no simplified text has. Left out is what both scripts have in
//! some word or name: 著 (著作权), 乾 (乾隆), 瞭 (瞭望), 藉 (狼藉), 徵 (宫商角徵羽), 摺 (奏摺), 於 (a surname),
//! 昇 and 堃 (given names), 沈, 夥, 鐘; and of course 后, 里, 干, 面, 台, which are simplified too.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Check, Pair, in_target};
use crate::unit::{Finding, Severity};

/// Traditional characters in zh-Hans.
pub(super) struct Traditional;

/// Traditional and simplified, one after the other.
const CHARACTERS: &str = "\
    亂乱亞亚佈布佔占併并來来侶侣俠侠倆俩倉仓個个們们倫伦偉伟側侧偵侦偽伪傑杰備备傷伤傾倾僅仅僑侨僱雇價价儀仪億亿儉俭償偿優优儲储兌兑兒儿內内兩两冊册\
    凈净凍冻別别刪删則则剎刹剛刚創创劃划劇剧劉刘劍剑劑剂勁劲動动務务勝胜勞劳勢势勳勋勵励勸劝匯汇匱匮區区協协卻却厲厉參参叢丛吳吴呂吕咼呙員员問问啞哑\
    啟启喚唤喪丧喬乔單单嗎吗嘆叹嘗尝噴喷噸吨嚇吓嚮向嚴严囑嘱國国圍围園园圓圆圖图團团執执堅坚報报場场塊块塗涂塵尘墊垫壇坛壓压壞坏壟垄壯壮壺壶壽寿夠够\
    夢梦夾夹奧奥奪夺奮奋婦妇媽妈嬰婴孫孙學学實实寧宁審审寫写寬宽寶宝將将專专尋寻對对導导層层屬属島岛崗岗嶺岭嶽岳巖岩帥帅師师帶带幣币幫帮幹干幾几庫库\
    廟庙廠厂廢废廣广廬庐廳厅張张強强彈弹彙汇後后徑径從从復复恆恒悅悦惡恶愛爱態态慘惨慚惭慣惯慮虑慶庆憂忧憐怜憑凭憤愤憲宪憶忆應应懶懒懷怀懸悬戰战戲戏\
    戶户拋抛捨舍捲卷掃扫掄抡掙挣掛挂採采揀拣揚扬換换揮挥損损搖摇搶抢撐撑撥拨撫抚撲扑擁拥擇择擊击擋挡擔担據据擠挤擬拟擲掷擴扩擺摆擾扰攏拢攔拦攜携攝摄\
    敗败敘叙敵敌數数斂敛斬斩斷断時时晝昼暢畅暫暂曆历曉晓曠旷曬晒書书會会朧胧朮术東东條条棄弃棟栋楊杨業业極极榮荣構构槍枪槳桨樁桩樂乐樓楼標标樞枢樣样\
    樸朴樹树橋桥機机橫横檔档檢检檸柠櫃柜欄栏權权欽钦歎叹歐欧歡欢歲岁歷历歸归殘残殺杀殼壳毀毁毆殴氣气氫氢決决沒没沖冲況况淚泪淺浅測测渾浑湊凑湯汤準准\
    溝沟滅灭滌涤滬沪滯滞滲渗滾滚滿满漁渔漢汉漲涨漸渐漿浆潑泼潔洁潛潜潤润澤泽濃浓濟济濤涛濫滥濱滨瀉泻瀏浏瀕濒瀾澜灑洒灣湾為为無无煙烟熱热燈灯燒烧營营\
    爐炉爛烂爭争爲为爺爷爾尔牆墙牽牵犧牺狀状猶犹獄狱獎奖獨独獲获獵猎獻献現现瑩莹瑪玛璣玑環环甌瓯產产畝亩畢毕畫画異异當当疇畴疊叠瘋疯瘡疮療疗癢痒發发\
    皺皱盜盗盡尽監监盤盘盧卢眾众睏困睜睁矚瞩矯矫確确碼码礎础礙碍礦矿禪禅禮礼稅税種种稱称穀谷積积穩稳窩窝窮穷竄窜竊窃競竞筆笔筍笋箋笺節节範范築筑篩筛\
    簡简簽签籃篮籌筹籠笼粵粤糧粮糾纠紀纪約约紅红紋纹納纳純纯紙纸級级紛纷紡纺紮扎細细紹绍終终組组結结絕绝給给統统絲丝綁绑經经綜综綠绿維维網网緊紧緒绪\
    線线緝缉締缔緣缘編编緩缓緬缅練练緻致縣县縮缩縱纵總总績绩織织繞绕繪绘繫系繳缴繼继續续纏缠罰罚罷罢羅罗羈羁義义習习翹翘聖圣聞闻聯联聰聪聲声聳耸職职\
    聽听肅肃脅胁脈脉脫脱腎肾腦脑腳脚腸肠膚肤膠胶膽胆臉脸臨临與与興兴舉举舊旧艙舱艦舰艱艰莊庄莖茎華华萬万葉叶蓋盖蕭萧薈荟薦荐薩萨藍蓝藝艺藥药蘇苏蘭兰\
    處处虛虚號号虧亏蝦虾蟲虫蠟蜡蠶蚕衆众術术衛卫衝冲袞衮裏里補补裝装裡里製制複复褲裤襯衬襲袭見见規规視视親亲覺觉覽览觀观觸触訂订計计訊讯討讨訓训託托\
    記记訝讶訟讼訣诀訪访設设許许訴诉診诊註注詐诈評评詞词詠咏詢询試试話话該该詳详誇夸誌志認认誕诞誘诱語语誠诚誤误誦诵說说誰谁課课誼谊調调談谈請请論论\
    諧谐諮咨諸诸諾诺謀谋謂谓謎谜謙谦講讲謝谢謠谣謹谨證证識识譜谱譯译議议護护譽誉讀读變变讓让豈岂豎竖豐丰豬猪貓猫貝贝貞贞負负財财貢贡貨货販贩貪贪貫贯\
    責责貴贵貶贬買买貸贷費费貼贴貿贸賀贺賂赂賄贿資资賊贼賓宾賞赏賠赔賢贤賣卖賦赋質质賬账賭赌賴赖賺赚購购贈赠贊赞贏赢贖赎趕赶趙赵跡迹踐践踴踊蹟迹躍跃\
    軀躯車车軌轨軍军軒轩軟软較较載载輔辅輕轻輛辆輝辉輩辈輪轮輯辑輸输輿舆轄辖轉转轎轿轟轰辦办辭辞農农這这進进遊游運运過过達达違违遙遥遜逊遞递遠远適适\
    遲迟遷迁選选遺遗還还邊边郵邮鄉乡鄒邹鄧邓鄭郑鄰邻醜丑醫医醬酱釀酿釋释針针釣钓鈉钠鈔钞鈕钮鉛铅銀银銅铜銘铭銳锐銷销鋁铝鋒锋鋪铺鋼钢錄录錢钱錦锦錯错\
    鍊炼鍋锅鍵键鎖锁鎮镇鏈链鏡镜鐫镌鐵铁鑄铸鑑鉴鑒鉴鑰钥鑽钻長长門门閃闪閉闭開开間间閣阁閥阀閱阅闆板闊阔闖闯關关闡阐陝陕陣阵陰阴陳陈陸陆陽阳隊队階阶\
    際际隨随險险隱隐隸隶雖虽雙双雜杂雞鸡離离難难雲云電电霧雾靈灵靜静韓韩韻韵響响頁页頂顶項项順顺須须頌颂預预頒颁頓顿頗颇領领頭头頸颈頻频顆颗題题額额\
    顏颜願愿顛颠類类顧顾顫颤顯显風风颱台飄飘飛飞飢饥飯饭飲饮飽饱飾饰餅饼養养餘余館馆饑饥馬马馮冯馳驰駁驳駐驻駕驾駱骆騎骑騙骗騰腾騷骚驅驱驕骄驗验驚惊\
    驛驿驟骤體体髮发鬆松鬥斗鬧闹魚鱼魯鲁鮮鲜鯨鲸鳥鸟鳳凤鳴鸣鴨鸭鴻鸿鵬鹏鷹鹰鹽盐麗丽麥麦麼么黃黄點点黨党齊齐齒齿齡龄龍龙龜龟";

/// Words of Taiwan usage in simplified characters, and what a mainland text has.
const WORDS: &[(&str, &str)] = &[
    ("智慧财产", "知识产权"),
    ("人工智慧", "人工智能"),
    ("数位技术", "数字技术"),
    ("数位化", "数字化"),
    ("数位经济", "数字经济"),
    ("数位转型", "数字化转型"),
    ("数位内容", "数字内容"),
    ("数位时代", "数字时代"),
    ("数位环境", "数字环境"),
    ("智慧型手机", "智能手机"),
    ("网际网路", "互联网"),
    ("永续发展", "可持续发展"),
];

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut chars = CHARACTERS.chars();
    std::iter::from_fn(|| chars.next().zip(chars.next())).collect()
});

impl Check for Traditional {
    fn id(&self) -> &'static str {
        "Q21"
    }

    fn name(&self) -> &'static str {
        "traditional characters in a simplified text"
    }

    fn check(&self, pair: &Pair<'_>, findings: &mut Vec<Finding>) {
        if !pair.target_lang.is_chinese() || pair.target_lang.script() != Some("Hans") {
            return;
        }
        let text = pair.target;
        let mut run: Option<std::ops::Range<usize>> = None;
        let mut runs = Vec::new();
        for (at, c) in text.char_indices() {
            // A name that the source writes in this script is kept in it.
            if SIMPLIFIED.contains_key(&c) && !pair.source.contains(c) {
                let end = at + c.len_utf8();
                match &mut run {
                    Some(run) if run.end == at => run.end = end,
                    _ => runs.extend(run.replace(at..end)),
                }
            }
        }
        runs.extend(run);
        for range in runs {
            let found = text.get(range.clone()).unwrap_or_default();
            let simplified: String = found
                .chars()
                .map(|c| SIMPLIFIED.get(&c).copied().unwrap_or(c))
                .collect();
            findings.push(in_target(
                self.id(),
                Severity::Error,
                range,
                format!("{found} is traditional; simplified is {simplified}"),
            ));
        }
        for (word, better) in WORDS {
            for (at, found) in text.match_indices(word) {
                findings.push(in_target(
                    self.id(),
                    Severity::Error,
                    at..at + found.len(),
                    format!("{word} is Taiwan usage; use {better}"),
                ));
            }
        }
    }
}
