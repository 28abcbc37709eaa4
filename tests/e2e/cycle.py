"""A cycle of reviews walked by its cast in the browser: each person in an own context, each step by its button."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.cast import an_account, session_of

Seen = Callable[[Page, str], None]
"""What is done with each page on the way, under a name."""
SUMMARY = "Unit ini bekerja baik; waktu tunggu masih perlu dipendekkan dan antrean daring dijanjikan untuk Juni."
RESULTS = "Nilai terverifikasi setara dengan unit sejenis dan mencukupi, waktu penyelesaian masih yang terlemah."
BEHAVIOUR = "Petugas dinilai sopan, janji tentang antrean ditepati, dan laporan warga dijawab sebelum waktunya."


@dataclass(frozen=True)
class Walk:
    """A city whose units are reviewed, and the size of the screens."""

    app: Flask
    browser: Browser
    address: str
    seen: Seen
    width: int = 1280
    units: int = 2
    """How many units the city has, all of them dinas."""

    @contextmanager
    def person(self, role: str, unit: str | None = None, *, email: str = "") -> Iterator[Page]:
        """A page of somebody who is signed in; `email` of an account that is there already."""
        client = session_of(self.app, email or an_account(self.app, role, unit))
        cookie = client.get_cookie("session")
        assert cookie is not None
        context = self.browser.new_context(viewport={"width": self.width, "height": 900}, locale="id-ID")
        context.add_cookies([{"name": "session", "value": cookie.value, "url": self.address}])
        yield context.new_page()
        context.close()

    def open_cycle(self, reviewer: Page, title: str, days: tuple[str, ...]) -> None:
        """The reviewer opens a cycle over all units of the last closed quarter."""
        reviewer.goto(f"{self.address}/admin/reviews/new")
        reviewer.get_by_label("Nama putaran").fill(title)
        labels = ("Penilaian diri sampai", "Dialog sampai", "Hak jawab unit sampai", "Tanda tangan sampai")
        for label, day in zip(labels, days, strict=True):
            reviewer.get_by_label(label).fill(day)
        self.choose(reviewer)
        self.seen(reviewer, "cycle_form")
        reviewer.get_by_role("button", name="Lihat dulu").click()
        expect(
            reviewer.get_by_role("heading", name=f"Putaran ini mencakup {self.units} dari {self.units} unit")
        ).to_be_visible()
        self.seen(reviewer, "cycle_look")
        reviewer.get_by_role("button", name="Buka dan bekukan bukti").click()
        expect(reviewer.get_by_role("status")).to_contain_text("dibekukan")
        self.seen(reviewer, "cycle")

    def choose(self, reviewer: Page) -> None:
        """All units, none, all again; those of a kind can be chosen apart."""
        chosen = reviewer.get_by_text("unit dipilih")
        expect(chosen).to_have_text(f"0 dari {self.units} unit dipilih")
        for words, n in (("Semua", self.units), ("Tidak satu pun", 0)):
            reviewer.get_by_role("button", name=words, exact=True).click()
            expect(chosen).to_have_text(f"{n} dari {self.units} unit dipilih")
        reviewer.get_by_text(f"Dinas (0 dari {self.units})").click()
        reviewer.locator("details").get_by_role("button", name="Semua").click()
        expect(chosen).to_have_text(f"{self.units} dari {self.units} unit dipilih")

    def assess(self, manager: Page, unit: str) -> None:
        """The manager writes and sends the self-assessment."""
        manager.goto(f"{self.address}/workplace/{unit}/reviews/1")
        self.seen(manager, "assessment")
        manager.get_by_label("Periode ini secara keseluruhan").fill("Triwulan yang padat; antrean berkurang.")
        for label in ("Sebab", "Yang sudah dikerjakan", "Yang direncanakan"):
            for field in manager.get_by_label(label, exact=True).all():
                field.fill(f"{label}: satu loket rusak sampai Agustus.")
        manager.get_by_role("button", name="Kirim kepada penilai").click()
        expect(manager.get_by_role("status")).to_contain_text("dikirim")

    def say(self, person: Page, unit: str, words: str) -> None:
        """Somebody writes in the dialogue."""
        person.goto(f"{self.address}/workplace/{unit}/reviews/1")
        person.get_by_label("Pesan Anda dalam dialog").fill(words)
        self.seen(person, "dialogue")
        person.get_by_role("button", name="Kirim pesan").click()
        expect(person.get_by_role("status")).to_contain_text("terkirim")

    def close_dialogue(self, reviewer: Page, unit: str) -> None:
        """The reviewer ends the dialogue."""
        reviewer.goto(f"{self.address}/workplace/{unit}/reviews/1")
        reviewer.get_by_role("button", name="Tutup dialog").click()
        expect(reviewer.get_by_role("status")).to_contain_text("Dialog ditutup")

    def reply(self, head: Page, unit: str) -> None:
        """The head has the last word before the predicate."""
        head.goto(f"{self.address}/workplace/{unit}/reviews/1")
        head.get_by_label("Jawaban unit sebelum predikat disusun").fill("Loket sudah diperbaiki.")
        self.seen(head, "reply")
        head.get_by_role("button", name="Kirim jawaban").click()
        expect(head.get_by_role("status")).to_contain_text("tercatat")

    def argue(self, reviewer: Page, unit: str) -> None:
        """The reviewer chooses a predicate; without arguments it is refused first."""
        reviewer.goto(f"{self.address}/workplace/{unit}/reviews/1")
        reviewer.get_by_label("Predikat unit").select_option("baik")
        reviewer.get_by_role("button", name="Tetapkan").click()
        expect(reviewer.get_by_role("alert").first).to_be_visible()
        self.seen(reviewer, "argument_wrong")
        reviewer.get_by_label("Argumen tentang hasil").fill(RESULTS)
        reviewer.get_by_label("Argumen tentang perilaku").fill(BEHAVIOUR)
        missing = reviewer.get_by_label("Tentang bukti yang diminta tetapi tidak ada")
        if missing.count():
            missing.fill("Penilaian terverifikasi kurang dari tiga puluh, jadi nilai hanya menjadi bahan dialog saja.")
        reviewer.get_by_label("Ringkasan untuk publik").fill(SUMMARY)
        reviewer.get_by_role("button", name="Tetapkan").click()
        expect(reviewer.get_by_role("status")).to_contain_text("menunggu tanda tangan")

    def sign(self, person: Page, unit: str) -> None:
        """Somebody signs."""
        person.goto(f"{self.address}/workplace/{unit}/reviews/1")
        self.seen(person, "sign")
        person.get_by_role("button", name="Tanda tangani").click()
        expect(person.get_by_role("status")).to_contain_text("Ditandatangani")

    def review(self, reviewer: Page, unit: str) -> None:
        """The whole review of one unit, by its manager, its head and the reviewer."""
        with self.person("manager", unit) as manager, self.person("unit_head", unit) as head:
            self.assess(manager, unit)
            self.say(reviewer, unit, "Mengapa waktu tunggu lama?")
            self.say(manager, unit, "Satu loket rusak\nsampai Agustus.")
            expect(manager.locator("#dialogue ~ ul .said").last).to_have_css("white-space-collapse", "preserve-breaks")
            self.close_dialogue(reviewer, unit)
            self.reply(head, unit)
            self.argue(reviewer, unit)
            self.sign(head, unit)
            self.sign(reviewer, unit)
            self.seen(head, "signed")
