"""Plausibility: speeds, prices, dwell and emission factors within what the world has seen."""

from __future__ import annotations

from collections.abc import Iterator

from corridor.data.checks.rule import Objection, Subject, rule

_SPEED_KMH = {"rail": (5, 120), "road": (3, 100), "sea": (3, 60), "pipeline": (1, 15)}
_TARIFF_PER_KM = {
    "feu": (0.02, 8.0), "teu": (0.01, 8.0), "truck": (0.05, 8.0), "tonne": (0.001, 1.0),
}  # fmt: skip
_FACTOR_G_PER_TKM = {"rail": (1, 80), "road": (30, 250), "sea": (2, 500), "pipeline": (0.5, 60)}
_LONGEST_DWELL_HOURS = 30 * 24
_DEAREST_CHARGE_USD = 5000


@rule("N441", "error")
def implausible_speed(subject: Subject) -> Iterator[Objection]:
    """A commercial speed, or the one that a running time implies, is possible for its mode."""
    for row in subject.rows["speed"]:
        least, most = _SPEED_KMH[row.mode]
        for name in ("value", "low", "high"):
            speed = getattr(row, name)
            if speed is not None and not least <= speed <= most:
                yield Objection("speed.csv", row.line, name, speed, f"{row.mode} freight moves at {least}–{most} km/h")
    for row in subject.rows["running_time"]:
        link = subject.links[row.link_id]
        least, most = _SPEED_KMH[link.mode]
        if row.value <= 0 or not least * 0.5 <= link.length_km / row.value <= most:
            speed = link.length_km / row.value if row.value else float("inf")
            message = f"implies {speed:.0f} km/h; {link.mode} freight moves at {least}–{most} km/h"
            yield Objection("running_time.csv", row.line, "value", row.value, message, "hours, not days or minutes?")


@rule("N442", "warning")
def implausible_price(subject: Subject) -> Iterator[Objection]:
    """A price per km or per unit is within what is paid anywhere."""
    for row in subject.rows["tariff"]:
        if row.basis == "per_km":
            least, most = _TARIFF_PER_KM[row.cargo_unit]
            if not least <= row.value <= most:
                message = f"per {row.cargo_unit} and km, {least}–{most} USD are paid"
                yield Objection("tariff.csv", row.line, "value", row.value, message, "USD, per km?")
    for row in subject.rows["charge"]:
        if row.value > _DEAREST_CHARGE_USD:
            yield Objection("charge.csv", row.line, "value", row.value, f"above USD {_DEAREST_CHARGE_USD}")


@rule("N443", "error")
def implausible_dwell(subject: Subject) -> Iterator[Objection]:
    """A dwell is at most thirty days."""
    for row in subject.rows["dwell"]:
        if row.value > _LONGEST_DWELL_HOURS:
            yield Objection("dwell.csv", row.line, "value", row.value, "more than thirty days", "hours, not minutes?")


@rule("N444", "error")
def implausible_factor(subject: Subject) -> Iterator[Objection]:
    """A haulage emission factor is of the order that its mode can have."""
    for row in subject.rows["emission_factor"]:
        if row.activity != "haulage" or row.mode not in _FACTOR_G_PER_TKM:
            continue
        least, most = _FACTOR_G_PER_TKM[row.mode]
        if not least <= row.value <= most:
            message = f"{row.mode} freight emits {least}–{most} g per tkm"
            yield Objection("emission_factor.csv", row.line, "value", row.value, message, "grams per tonne-km?")


@rule("N445", "warning")
def ferry_without_service(subject: Subject) -> Iterator[Objection]:
    """Every sea link says how often something sails."""
    served = {row.link_id for row in subject.rows["service"]}
    for link in subject.rows["link"]:
        if link.mode == "sea" and link.link_id not in served:
            yield Objection("link.csv", link.line, "link_id", link.link_id, "no service row; no waiting is counted")


@rule("N446", "error")
def mode_without_price(subject: Subject) -> Iterator[Objection]:
    """Every mode in use has a tariff, a speed and an emission factor."""
    priced = {row.mode for row in subject.rows["tariff"]} | {
        subject.links[row.link_id].mode for row in subject.rows["tariff"] if row.link_id
    }
    timed = {row.mode for row in subject.rows["speed"]} | {
        subject.links[row.link_id].mode for row in subject.rows["running_time"]
    }
    emitting = {row.mode for row in subject.rows["emission_factor"] if row.activity == "haulage"}
    for mode in sorted({link.mode for link in subject.rows["link"]}):
        if mode not in priced:
            yield Objection("tariff.csv", 0, "mode", mode, "links of this mode have no tariff")
        if mode not in timed:
            yield Objection("speed.csv", 0, "mode", mode, "links of this mode have no speed")
        if not {mode, ""} & emitting:
            yield Objection("emission_factor.csv", 0, "mode", mode, "links of this mode have no emission factor")
