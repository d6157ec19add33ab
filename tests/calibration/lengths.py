"""Published lengths, sequences of places and capacities, and how the network answers them."""

from __future__ import annotations

from tests.calibration.kit import (
    MIDDLE,
    RAIL_SEA,
    Verdict,
    ask,
    capacity,
    case,
    in_order,
    km,
    length,
    network,
    way,
    within,
)

AA = "https://www.hurriyetdailynews.com/first-turkey-china-freight-train-completes-historic-trip-160975"


@case(
    "O-D01",
    "distance",
    "Istanbul–Xi'an in all",
    published="8,693 km (understated in China)",
    rule="8,700–10,100 km",
    weight=0.5,
    source=AA,
)
def total_length() -> Verdict:
    answer = ask("tr-istanbul-halkali", "cn-xian", **MIDDLE)
    return f"{answer.distance_km:,.0f} km", within(answer.distance_km, 8700, 10100)


@case(
    "O-D02",
    "distance",
    "the same by country",
    published="TR 2,300, KZ 3,200, Caspian 420 km",
    rule="TR 2,000–2,400, KZ 2,950–3,450, Caspian 400–510",
    source=AA,
)
def by_country() -> Verdict:
    answer = ask("tr-istanbul-halkali", "cn-xian", **MIDDLE)
    turkey, kazakhstan, sea = km(answer, "TR"), km(answer, "KZ"), answer.distance_km_by_mode["sea"]
    text = f"TR {turkey:,.0f}, KZ {kazakhstan:,.0f}, Caspian {sea:,.0f} km"
    return text, within(turkey, 2000, 2400) and within(kazakhstan, 2950, 3450) and within(sea, 400, 510)


@case(
    "O-D03",
    "distance",
    "Altynkol–Poti, TITR",
    published="4,256 km rail + 508 km sea",
    rule="rail 3,950–4,450, sea 420–520 km",
    source="https://silkroute.news",
)
def titr_length() -> Verdict:
    modes = ask("kz-altynkol", "ge-poti", **MIDDLE).distance_km_by_mode
    return f"{modes['rail']:,.0f} + {modes['sea']:,.0f} km", within(modes["rail"], 3950, 4450) and within(
        modes["sea"], 420, 520
    )


@case(
    "O-D04",
    "distance",
    "Baku–Kars, BTK",
    published="826–850 km",
    rule="800–870 km; AZ 490–515, GE 250–270, TR 70–85",
    source="https://www.raillynews.com/2017/11/baku-tiflis-carriage-train-mersine-10-arrived-hours-ago/",
)
def btk_length() -> Verdict:
    answer = ask("az-baku", "tr-kars", modes=["rail"])
    parts = {code: km(answer, code) for code in ("AZ", "GE", "TR")}
    text = f"{answer.distance_km:,.0f} km: " + ", ".join(f"{code} {value:,.0f}" for code, value in parts.items())
    fits = within(parts["AZ"], 490, 515) and within(parts["GE"], 250, 270) and within(parts["TR"], 70, 85)
    return text, fits and within(answer.distance_km, 800, 870)


@case(
    "O-D05",
    "distance",
    "Horadiz–Aghband railway",
    published="110.4 km",
    rule="within 3 %",
    source="https://www.azernews.az/nation/240596.html",
)
def horadiz_aghband() -> Verdict:
    value = length(way("az-horadiz", "az-aghband", "rail", only="AZ"))
    return f"{value:,.1f} km", within(value, 110.4 * 0.97, 110.4 * 1.03)


@case(
    "O-D06",
    "distance",
    "Aghband–Ordubad by Meghri (TRIPP)",
    published="42–45 km, not open",
    rule="40–46 km and not open",
    source="https://1news.az/news/20260218021950801-Azerbaidzhanskie-zheleznye-dorogi-realizuyut-pervyi-etap-rabot-v-ramkakh-Zangezurskogo-koridora",
)
def meghri() -> Verdict:
    links = way("az-aghband", "az-ordubad", "rail", only="AM AZ")
    status = sorted({link.status for link in links})
    return f"{length(links):,.1f} km, {', '.join(status)}", within(length(links), 40, 46) and status == ["planned"]


@case(
    "O-D07",
    "distance",
    "Kars–Iğdır–Aralık–Dilucu",
    published="223.6–224 km, 2029",
    rule="within 3 %, opening 2029 or later",
    source="https://menafn.com/1109962733/Tu%CC%88rkiye-Breaks-Ground-On-Kars-Ig%CC%86d%C4%B1r-Aral%C4%B1k-Dilucu-Railway-Line",
)
def kars_dilucu() -> Verdict:
    links = way("tr-kars", "tr-dilucu", "rail", only="TR")
    opens = max(link.opens for link in links)
    return f"{length(links):,.1f} km, {opens}", within(length(links), 223.6 * 0.97, 223.6 * 1.03) and opens >= "2029"


@case(
    "O-D08",
    "distance",
    "Nakhchivan railway, Ordubad to the Turkish border",
    published="188 km",
    rule="170–200 km",
    source="https://menafn.com/1110399834/Azerbaijan-Spotlights-Completion-Timeframe-For-Its-Horadiz-Aghband-Line-To-Armenian-Border",
)
def nakhchivan() -> Verdict:
    value = length(way("az-ordubad", "tr-dilucu", "rail", only="AZ TR"))
    return f"{value:,.0f} km", within(value, 170, 200)


@case(
    "O-D09",
    "distance",
    "Islamabad–Istanbul by country",
    published="1,990 + 2,603 + 1,950 km",
    rule="each within 8 %; 6,150–6,900 km",
    source="https://en.otaghiranonline.ir/print/33358",
)
def iti_length() -> Verdict:
    answer = ask("pk-islamabad", "tr-istanbul-halkali", **RAIL_SEA)
    ferry = answer.distance_km_by_mode["sea"]
    parts = km(answer, "PK"), km(answer, "IR"), km(answer, "TR") - ferry
    text = " + ".join(f"{part:,.0f}" for part in parts) + f" km by rail, and {ferry:.0f} km on Lake Van"
    fits = all(within(part, said * 0.92, said * 1.08) for part, said in zip(parts, (1990, 2603, 1950), strict=True))
    return text, fits and within(answer.distance_km, 6150, 6900)


@case(
    "O-D10",
    "distance",
    "Pavlodar–Türkiye by Bolashak and Razi",
    published="KZ 3,185, TM 700, IR 1,517 km",
    rule="KZ 2,900–3,500, TM 640–760, IR 1,400–1,650",
    source="https://orient.tm/en/post/38296/kazakhstan-launches-freight-train-through-turkmenistan-and-iran-turkey",
)
def kti_length() -> Verdict:
    answer = ask("kz-pavlodar", "tr-van", via=["kz-bolashak"], **RAIL_SEA)
    parts = {code: km(answer, code) for code in ("KZ", "TM", "IR")}
    text = ", ".join(f"{code} {value:,.0f}" for code, value in parts.items()) + " km"
    return text, within(parts["KZ"], 2900, 3500) and within(parts["TM"], 640, 760) and within(parts["IR"], 1400, 1650)


@case(
    "O-D11",
    "distance",
    "Uzen–Gorgan",
    published="908 km (parts add to 928)",
    rule="within 6 %",
    source="https://en.mehrnews.com/news/136733/Chinese-freight-train-enters-Iran-from-Incheh-Burun",
)
def uzen_gorgan() -> Verdict:
    value = length(way("kz-uzen", "ir-gorgan", "rail"))
    return f"{value:,.0f} km", within(value, 908 * 0.94, 908 * 1.06)


@case(
    "O-D13",
    "distance",
    "Horadiz–Aghband motorway",
    published="123.6 km",
    rule="within 5 %",
    weight=0.5,
    source="https://news.day.az/economy/1780817.html",
)
def horadiz_motorway() -> Verdict:
    value = length(way("az-horadiz", "az-aghband", "road", only="AZ"))
    return f"{value:,.1f} km", within(value, 123.6 * 0.95, 123.6 * 1.05)


@case(
    "O-P01",
    "waypoints",
    "Istanbul–Xi'an train of 2020",
    published="Marmaray, Kocaeli, Ankara, Sivas, Kars, Akhalkalaki, Tbilisi, Gəncə, Alat, Aktau",
    rule="80 % in order; Kars, Akhalkalaki, Tbilisi, Alat, Aktau compulsory",
    source="https://www.anews.com.tr/economy/2020/12/21/second-cargo-train-to-china-from-turkey-reaches-kocaeli",
)
def places_of_2020() -> Verdict:
    compulsory = ["tr-kars", "ge-akhalkalaki", "ge-tbilisi", "az-alat", "kz-aktau"]
    wanted = [
        "tr-istanbul-halkali",
        "tr-izmit",
        "tr-ankara",
        "tr-sivas",
        "tr-kars",
        "ge-akhalkalaki",
        "ge-tbilisi",
        "az-ganja",
        "az-alat",
        "kz-aktau",
    ]
    passed = ask("tr-istanbul-halkali", "cn-xian", **MIDDLE).places
    share = in_order(wanted, passed) / len(wanted)
    missing = [place for place in wanted if place not in passed]
    text = f"{share:.0%} in order" + (f"; not passed: {', '.join(missing)}" if missing else "")
    return text, share >= 0.8 and all(place in passed for place in compulsory)


@case(
    "O-P02",
    "waypoints",
    "China–Central Europe by the Black Sea, 2022",
    published="Khorgos, Aktau, Baku, Poti, Constanța",
    rule="all five in order",
    source="https://www.en.portnews.ru/news/329392/",
)
def places_of_maersk() -> Verdict:
    passed = ask("cn-xian", "hu-budapest", minimize="cost", via=["kz-aktau"], **MIDDLE).places
    wanted = ["cn-khorgos", "kz-aktau", "az-alat", "ge-poti", "ro-constanta"]
    missing = [place for place in wanted if place not in passed]
    return "all five" if not missing else f"not passed: {', '.join(missing)}", in_order(wanted, passed) == len(wanted)


@case(
    "O-P03",
    "waypoints",
    "Xi'an–Tehran, 2024",
    published="Altynkol, Bolashak, Etrek, gauge transfer, Tehran",
    rule="all in order; exactly two gauge changes",
    source="https://www.newscentralasia.net/2024/07/30/china-kazakhstan-turkmenistan-and-iran-develop-new-transport-route/",
)
def places_to_tehran() -> Verdict:
    answer = ask("cn-xian", "ir-tehran", **RAIL_SEA)
    wanted = ["kz-altynkol", "kz-bolashak", "tm-etrek", "ir-tehran"]
    changes = sum(step.kind == "gauge_change" for step in answer.transfers)
    missing = [place for place in wanted if place not in answer.places]
    text = f"{changes} gauge changes" + (f"; not passed: {', '.join(missing)}" if missing else "; all in order")
    return text, changes == 2 and in_order(wanted, answer.places) == len(wanted)


@case(
    "O-P04",
    "waypoints",
    "ITI train",
    published="Quetta, Taftan, Zahedan, Tehran, Tabriz, Razi, Van, Tatvan, Ankara",
    rule="80 % in order",
    weight=0.5,
    source="https://railwaygazette.com/freight/islamabad-tehran-istanbul-freight-service-relaunched/60680.article",
)
def places_of_iti() -> Verdict:
    wanted = [
        "pk-quetta",
        "pk-taftan",
        "ir-zahedan",
        "ir-tehran",
        "ir-tabriz",
        "ir-razi",
        "tr-van",
        "tr-tatvan",
        "tr-ankara",
    ]
    passed = ask("pk-islamabad", "tr-istanbul-halkali", **RAIL_SEA).places
    share = in_order(wanted, passed) / len(wanted)
    return f"{share:.0%} in order", share >= 0.8


def _near(value: float | None, said: float, tolerance: float) -> bool:
    return value is not None and within(value, said * (1 - tolerance), said * (1 + tolerance))


@case(
    "O-K01",
    "capacity",
    "TITR in all",
    published="6 Mt a year now, 10 planned",
    rule="5–7 Mt now",
    source="https://astanatimes.com/2024/02/cargo-transportation-through-middle-corridor-soars-147-in-january/",
)
def titr_capacity() -> Verdict:
    now = capacity("corridor:titr", "now", "Mt/yr")
    return f"{now} Mt", now is not None and within(now, 5, 7)


@case(
    "O-K02",
    "capacity",
    "BTK",
    published="1 Mt before May 2024, 5 since",
    rule="5 within 20 %",
    source="https://en.trend.az/business/transport/3895822.html",
)
def btk_capacity() -> Verdict:
    values = [capacity(link.link_id, "now", "Mt/yr") for link in way("ge-marabda", "ge-akhalkalaki", "rail")]
    found = next((value for value in values if value is not None), None)
    return f"{found} Mt", _near(found, 5, 0.2)


@case(
    "O-K03",
    "capacity",
    "Approaches of the Zangezur line",
    published="15 and 15 Mt a year (design)",
    rule="within 20 %",
    source="https://menafn.com/1110399834/Azerbaijan-Spotlights-Completion-Timeframe-For-Its-Horadiz-Aghband-Line-To-Armenian-Border",
)
def zangezur_capacity() -> Verdict:
    east = [capacity(link.link_id, "planned", "Mt/yr") for link in way("az-horadiz", "az-aghband", "rail", only="AZ")]
    west = [capacity(link.link_id, "planned", "Mt/yr") for link in way("tr-kars", "tr-dilucu", "rail", only="TR")]
    one, two = (next((value for value in values if value is not None), None) for values in (east, west))
    return f"{one} and {two} Mt", _near(one, 15, 0.2) and _near(two, 15, 0.2)


@case(
    "O-K04",
    "capacity",
    "Port of Baku (Alat)",
    published="15 Mt and 100,000 TEU now; 25 Mt and 500,000 TEU planned",
    rule="within 20 %",
    source="https://www.trend.az/business/4131566.html",
)
def alat_capacity() -> Verdict:
    wanted = {
        ("now", "Mt/yr"): 15,
        ("now", "TEU/yr"): 100_000,
        ("planned", "Mt/yr"): 25,
        ("planned", "TEU/yr"): 500_000,
    }
    found = {key: capacity("az-alat", *key) for key in wanted}
    text = ", ".join(
        f"{value:,g} {unit} {horizon}" if value is not None else f"no {unit} {horizon}"
        for (horizon, unit), value in found.items()
    )
    return text, all(_near(found[key], said, 0.2) for key, said in wanted.items())


@case(
    "O-K05",
    "capacity",
    "Use of TITR in 2024",
    published="4.5 Mt moved",
    rule="60–85 % of the capacity",
    weight=0.5,
    source="https://aziendeaccordi.ice.it/it/news/notizie-dal-mondo/283087",
)
def titr_use() -> Verdict:
    now = capacity("corridor:titr", "now", "Mt/yr") or 0.0
    share = 4.5 / now if now else 0.0
    return f"{share:.0%}", within(share, 0.6, 0.85)


@case(
    "O-K06",
    "capacity",
    "Altynkol against Dostyk",
    published="5,000 and 760 TEU a day (2018)",
    rule="Altynkol at least three times Dostyk",
    weight=0.5,
    source="https://www.railfreight.com/business/2018/08/02/faster-and-more-trains-through-kazakhstan-this-year/",
)
def terminals() -> Verdict:
    one, two = capacity("kz-altynkol", "now", "TEU/day"), capacity("kz-dostyk", "now", "TEU/day")
    return f"{one} and {two} TEU a day", one is not None and two is not None and one >= 3 * two


@case(
    "O-K07",
    "capacity",
    "Aktau container hub",
    published="140,000 TEU now, 240,000 planned",
    rule="within 25 %",
    weight=0.5,
    source="https://aziendeaccordi.ice.it/it/news/notizie-dal-mondo/283087",
)
def aktau_capacity() -> Verdict:
    now, planned = capacity("kz-aktau", "now", "TEU/yr"), capacity("kz-aktau", "planned", "TEU/yr")
    return f"{now} and {planned} TEU", _near(now, 140_000, 0.25) and _near(planned, 240_000, 0.25)


@case(
    "O-K08",
    "share",
    "China–Iran trains",
    published="40 trains in 2025, 7 in the seven years before",
    rule="Iran by rail is described as rare",
    weight=0.5,
    source="https://en.eghtesadonline.com/en/news/2002311/iran-sees-surge-in-china-europe-rail-traffic-after-new-deal",
)
def iran_is_rare() -> Verdict:
    answer = ask("cn-xian", "ir-tehran", **RAIL_SEA)
    said = [
        advisory.title
        for advisory in answer.advisories
        if "freq" in f"{advisory.advisory_id} {advisory.text}".lower() or "trains" in advisory.text
    ]
    return "; ".join(said) or "no advisory says so", bool(said) and bool(network().advisories)
