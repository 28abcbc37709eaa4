"""Training of the sample city: a dozen courses, and plans of some units, the same for the same seed. All invented."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.catalogue.models import Unit
from portal.catalogue.queries import staff_of
from portal.domain.periods import month_of, quarter_of
from portal.domain.promises import BudgetSource, Kind, PromiseFacts
from portal.domain.training import CourseFacts, Headcount
from portal.followups.models import Course, TrainingPlan
from portal.followups.queries import elements_of
from portal.followups.services import count_training, create_course, finish, plan_training, start
from portal.sample.promises import ALWAYS

_SHARE = 0.4
"""Of the units, besides those of the cast."""


@dataclass(frozen=True)
class Sketch:
    """What differs between courses: name, elements, competences, days, price of a seat, partner."""

    name: str
    elements: tuple[str, ...]
    competences: str
    hours: int
    cost: int
    university: str = ""
    is_alternative: bool = False


SKETCHES = (
    Sketch("Pelayanan prima di loket", ("perilaku", "kompetensi"), "Menyapa, mendengar, menjelaskan.", 24, 1_200_000),
    Sketch("Menangani pengaduan", ("pengaduan", "perilaku"), "Menerima, mencatat, menjawab tepat waktu.", 16, 900_000),
    Sketch("Dasar administrasi kependudukan", ("kompetensi", "prosedur"), "Aturan, berkas, sistem.", 40, 2_500_000),
    Sketch("Menyusun standar pelayanan", ("persyaratan", "prosedur"), "Syarat, alur, waktu, maklumat.", 24, 1_500_000),
    Sketch("Memangkas alur kerja", ("waktu", "prosedur"), "Memetakan alur, mengukur waktu tunggu.", 24, 1_750_000),
    Sketch("Mengelola antrean", ("waktu", "sarana"), "Nomor antre, jam sibuk, pembagian loket.", 8, 450_000),
    Sketch("Bahasa isyarat dasar", ("perilaku", "sarana"), "Isyarat sehari-hari di loket.", 30, 0, "", True),
    Sketch("Komunikasi yang jelas", ("perilaku", "persyaratan"), "Menulis dan berbicara sederhana.", 16, 800_000),
    Sketch("Arsip dan berkas digital", ("waktu", "produk"), "Memindai, menamai, menemukan lagi.", 24, 1_300_000),
    Sketch("Ketelitian dokumen", ("produk", "kompetensi"), "Memeriksa, mengoreksi, menyerahkan.", 16, 700_000),
    Sketch("Tarif dan bukti bayar", ("biaya", "kompetensi"), "Dasar tarif, bukti, larangan pungutan.", 8, 350_000),
    Sketch("Merawat sarana layanan", ("sarana",), "Kebersihan, akses difabel, daftar periksa.", 16, 600_000, "", True),
)
_PARTNERS = ("", "Universitas contoh di Sorong", "Politeknik contoh")
_OWNERS = ("Subbagian Umum dan Kepegawaian", "Sekretariat", "Bidang Pelayanan")


def plan_courses(*, units: Sequence[Unit], day: date, seed: int) -> int:
    """Make the catalogue and the plans of these units, as if kept for months until `day`; how many plans."""
    courses = [create_course(facts=_facts(sketch, place)) for place, sketch in enumerate(SKETCHES)]
    count = 0
    for unit in units:
        rng = random.Random(f"{seed}/training/{unit.slug}")
        if unit.slug in ALWAYS or rng.random() < _SHARE:
            count += _plan(unit, courses, day, rng)
    return count


def _facts(sketch: Sketch, place: int) -> CourseFacts:
    facts = CourseFacts(
        name=sketch.name,
        provider="Badan diklat contoh",
        university=sketch.university,
        certificate=f"Sertifikat {sketch.hours} jam",
        competences=sketch.competences,
        elements=sketch.elements,
        cost=sketch.cost,
        funding=BudgetSource.ALTERNATIVE if sketch.is_alternative else BudgetSource.APBD,
        seats=30,
    )
    return replace(facts, university=_PARTNERS[place % len(_PARTNERS)])


def _plan(unit: Unit, courses: Sequence[Course], day: date, rng: random.Random) -> int:
    """One or two plans: one that is over, and one that goes on."""
    asked = set(elements_of(unit, day.year))
    fitting = [course for course in courses if asked & set(course.elements)]
    for place, course in enumerate(rng.sample(fitting, rng.randint(1, 2))):
        made = day - timedelta(days=(rng.randint(200, 260), rng.randint(20, 60))[place])
        _live(_made(unit, course, min(asked & set(course.elements)), made, rng), made, rng, is_over=not place)
    return place + 1


def _made(unit: Unit, course: Course, element: str, made: date, rng: random.Random) -> TrainingPlan:
    people = min(staff_of(unit.id, made.year) or 12, rng.randint(4, 12))
    facts = PromiseFacts(
        element=element,
        cause="Petugas baru belum pernah dilatih untuk tugas ini.",
        kind=Kind.TRAINING,
        action=f"Pelatihan «{course.name}» oleh {course.provider}",
        owner=rng.choice(_OWNERS),
        starts_on=made + timedelta(days=14),
        due_on=made + timedelta(days=120),
        budget=people * course.cost * 5 // 4 + 500_000,
        budget_source=BudgetSource(course.funding),
    )
    led = quarter_of(month_of(made)).previous.text
    return plan_training(unit=unit, course=course, facts=facts, enrolled=people, trigger_period=led, day=made)


def _live(plan: TrainingPlan, made: date, rng: random.Random, *, is_over: bool) -> None:
    start(promise=plan.promise, day=made + timedelta(days=14), note="Pendaftaran sudah dibuka.")
    if not is_over:
        return
    finished = max(plan.enrolled - rng.randint(0, 2), 1)
    count = Headcount(plan.enrolled, finished, max(finished - rng.randint(0, 2), 0))
    spent = (plan.promise.budget or 0) * rng.randint(80, 104) // 100
    later = made + timedelta(days=95)
    count_training(plan=plan, count=count, spent=spent, version=plan.version, day=later)
    finish(promise=plan.promise, day=later, note="Pelatihan selesai; petugas kembali bertugas di loket.")
