"""Published times and reliability, and how the network answers them."""

from __future__ import annotations

import corridor as cr
from tests.calibration.kit import MIDDLE, RAIL_SEA, Verdict, ask, band, case, told, within

HURRIYET = "https://www.hurriyetdailynews.com/first-turkey-china-freight-train-completes-historic-trip-160975"
KAZTAG = "https://kaztag.info/en/news/container-transit-from-china-via-trans-caspian-route-has-increased-20-fold-ministry-of-transport-of-"


@case(
    "O-T01",
    "time",
    "Istanbul–Xi'an, first export train by BTK and Caspian",
    published="15 d actual, 19 d cleared (12 announced)",
    rule="p50 in 11–22 d, or p10–p90 contains 15",
    source=HURRIYET,
)
def first_train() -> Verdict:
    answer = ask("tr-istanbul-halkali", "cn-xian", **MIDDLE)
    low, middle, high = band(answer)
    return told(answer), within(middle, 11, 22) or within(15, low, high)


@case(
    "O-T02",
    "time",
    "Altynkol–Absheron",
    published="9–12 d (official)",
    rule="best case (p10) 7–12 d; p50 up to 17 d",
    source=KAZTAG,
)
def altynkol_absheron() -> Verdict:
    answer = ask("kz-altynkol", "az-absheron", **MIDDLE)
    low, middle, _ = band(answer)
    return told(answer), within(low, 7, 12) and middle <= 17


@case(
    "O-T03",
    "time",
    "Altynkol–Poti, best case",
    published="12 d (2024), 19–23 d (2023)",
    rule="best case (p10) 9–16 d",
    source=KAZTAG,
)
def altynkol_poti_best() -> Verdict:
    answer = ask("kz-altynkol", "ge-poti", **MIDDLE)
    return told(answer), within(band(answer)[0], 9, 16)


@case("O-T04", "time", "Altynkol–Constanța", published="20–22 d", rule="p50 in 16–30 d", source=KAZTAG)
def altynkol_constanta() -> Verdict:
    answer = ask("kz-altynkol", "ro-constanta", **MIDDLE)
    return told(answer), within(band(answer)[1], 16, 30)


@case(
    "O-T05",
    "time",
    "Xi'an–Baku block train, announced",
    published="8–12 d",
    rule="best case (p10) 9–14 d",
    source="https://www.railjournal.com/freight/china-launches-daily-trans-caspian-european-freight-service/",
)
def xian_baku_announced() -> Verdict:
    answer = ask("cn-xian", "az-baku", **MIDDLE)
    return told(answer), within(band(answer)[0], 9, 14)


@case(
    "O-T06",
    "time",
    "Xi'an–Baku, operator's monthly mean",
    published="15–17 d",
    rule="p50 in 12–20 d, p90 not below 14 d",
    source="https://www.trend.az/business/4145509.html",
)
def xian_baku_observed() -> Verdict:
    answer = ask("cn-xian", "az-baku", **MIDDLE)
    _, middle, high = band(answer)
    return told(answer), within(middle, 12, 20) and high >= 14


@case(
    "O-T07",
    "time",
    "Xi'an–Budapest by Poti",
    published="36–44 d (2022, congested)",
    rule="p50 in 26–48 d",
    source="https://www.en.portnews.ru/news/329392/",
)
def xian_budapest() -> Verdict:
    answer = ask("cn-xian", "hu-budapest", via=["ge-poti"], **MIDDLE)
    return told(answer), within(band(answer)[1], 26, 48)


@case(
    "O-T08",
    "time",
    "Xi'an–Tehran by Bolashak and Etrek",
    published="14–15 d (test train)",
    rule="p50 in 11–22 d",
    source="https://www.newscentralasia.net/2024/07/30/china-kazakhstan-turkmenistan-and-iran-develop-new-transport-route/",
)
def xian_tehran() -> Verdict:
    answer = ask("cn-xian", "ir-tehran", **RAIL_SEA)
    return told(answer), within(band(answer)[1], 11, 22)


@case(
    "O-T09",
    "time",
    "Khorgos–Istanbul, first TIR truck, Kuryk ferry",
    published="19 d",
    rule="p50 in 11–24 d",
    source="https://iifa.ie/article/turkiye-now-on-radar-for-chinese-haulage-firms-with-slashed-journey-times",
)
def khorgos_istanbul_truck() -> Verdict:
    options = {"modes": ["road", "sea"], "avoid": ["IR", "RU"], "via": ["kz-kuryk"]}
    answer = ask("cn-khorgos", "tr-istanbul-halkali", cr.Consignment.truck(), **options)
    return told(answer), within(band(answer)[1], 11, 24)


@case(
    "O-T10",
    "time",
    "Pavlodar–Tehran, KTI test train",
    published="4–5 d (priority train)",
    rule="p50 in 5–12 d",
    weight=0.5,
    source="https://orient.tm/en/post/38296/kazakhstan-launches-freight-train-through-turkmenistan-and-iran-turkey",
)
def pavlodar_tehran() -> Verdict:
    answer = ask("kz-pavlodar", "ir-tehran", **RAIL_SEA)
    return told(answer), within(band(answer)[1], 5, 12)


@case(
    "O-T11",
    "time",
    "Islamabad–Ankara, ITI train",
    published="12.9 d",
    rule="p50 in 10–18 d",
    source="https://diplomaticobserver.com/_news/islamabad-tehran-istanbul-iti-freight-train-services-has-been-started-again",
)
def islamabad_ankara() -> Verdict:
    answer = ask("pk-islamabad", "tr-ankara", **RAIL_SEA)
    return told(answer), within(band(answer)[1], 10, 18)


@case(
    "O-T12",
    "time",
    "Altynkol–Aktau",
    published="5–6 d (2023), 12 d (2022)",
    rule="p50 in 4–9 d",
    source="https://newscentralasia.net/2023/03/04/delivery-time-of-goods-from-china-to-the-black-sea-ports-via-the-caspian-sea-has-been-halved",
)
def altynkol_aktau() -> Verdict:
    answer = ask("kz-altynkol", "kz-aktau", **RAIL_SEA)
    return told(answer), within(band(answer)[1], 4, 9)


@case(
    "O-T13",
    "time",
    "Xi'an–Duisburg by the Northern corridor",
    published="13–20 d",
    rule="p50 in 11–22 d",
    source="https://index1520.com/en/analytics/obzor-rynka-zheleznodorozhnykh-perevozok-yanvar-2024/",
)
def xian_duisburg() -> Verdict:
    answer = ask("cn-xian", "de-duisburg", **RAIL_SEA)
    return told(answer), within(band(answer)[1], 11, 22)


@case(
    "O-T14",
    "time",
    "Chinese border–Georgia",
    published="13–17 d (ministry, 2026)",
    rule="p50 in 10–20 d",
    weight=0.5,
    source="https://www.haberler.com/guncel/kazakistan-da-trans-hazar-ulasim-koridoru-nda-kargo-tasimaciligi-5-kat-artis-gosterdi-19646402-haberi/",
)
def border_georgia() -> Verdict:
    answer = ask("kz-altynkol", "ge-poti", **MIDDLE)
    return told(answer), within(band(answer)[1], 10, 20)


@case(
    "O-T15",
    "time",
    "Zhengzhou–Georgia, TIR trucks by Caspian ferry",
    published="13–15 d",
    rule="p50 in 10–19 d; 6,000–7,500 km",
    source="https://iru.org/node/15784",
)
def zhengzhou_georgia() -> Verdict:
    options = {"modes": ["road", "sea"], "avoid": ["IR", "RU"]}
    answer = ask("cn-zhengzhou", "ge-tbilisi", cr.Consignment.truck(), **options)
    text = f"{told(answer)}, {answer.distance_km:,.0f} km"
    return text, within(band(answer)[1], 10, 19) and within(answer.distance_km, 6000, 7500)


@case(
    "O-T16",
    "time",
    "Baku–Xi'an, first eastbound train",
    published="12 d scheduled",
    rule="p50 in 10–18 d",
    weight=0.5,
    source="https://www.railwaygazette.com/freight/eastbound-freight-runs-on-the-trans-caspian-international-transport-route/67905.article",
)
def baku_xian() -> Verdict:
    answer = ask("az-baku", "cn-xian", **MIDDLE)
    return told(answer), within(band(answer)[1], 10, 18)


@case(
    "O-S01",
    "reliability",
    "Kuryk–Alat, November against June",
    published="port closed about half of Nov–Dec 2024",
    rule="winter p50 0.5–4 d later, band wider",
    source="https://evrimagaci.org/tpg/major-ferry-transport-disruptions-hit-cargo-and-passengers-99571",
)
def kuryk_winter() -> Verdict:
    options = {"modes": ["road", "sea"], "avoid": ["IR", "RU"]}
    winter = ask("kz-kuryk", "az-alat", cr.Consignment.truck(), on="2026-11-20", **options)
    summer = ask("kz-kuryk", "az-alat", cr.Consignment.truck(), on="2026-06-20", **options)
    (low, middle, high), (low2, middle2, high2) = band(winter), band(summer)
    text = f"{middle:.1f} d ({low:.1f}–{high:.1f}) against {middle2:.1f} d ({low2:.1f}–{high2:.1f})"
    return text, within(middle - middle2, 0.5, 4) and high - low > high2 - low2
