"""The words of accounts: roles, states, what was asked for, and why something was refused."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.approvals import LONGEST_LOAN, Kind
from portal.domain.errors import Refused
from portal.domain.permissions import Role

ROLES = {
    Role.MANAGER: _l("pengelola unit"),
    Role.UNIT_HEAD: _l("kepala unit"),
    Role.REVIEWER: _l("penilai"),
    Role.MODERATOR: _l("moderator"),
    Role.INTEGRITY: _l("petugas integritas"),
    Role.AUDITOR: _l("auditor"),
    Role.ADMINISTRATOR: _l("administrator"),
}
KINDS = {
    Kind.RIGHTS: _l("memberi peran dan unit"),
    Kind.EMAIL: _l("mengganti alamat e-mail"),
    Kind.LINK: _l("memberi tautan kata sandi baru"),
    Kind.FACTORS: _l("menghapus langkah kedua"),
    Kind.REOPEN: _l("membuka kembali akun"),
}
DEEDS = {
    "staff.create": _l("dibuat"),
    "staff.invite": _l("diundang"),
    "staff.change": _l("diubah"),
    "staff.change_email": _l("alamatnya diganti"),
    "staff.give_link": _l("diberi tautan kata sandi"),
    "staff.see_link": _l("tautan kata sandinya terlihat"),
    "staff.set_password": _l("kata sandinya dipilih lewat tautan"),
    "staff.change_password": _l("kata sandinya diganti"),
    "staff.add_factor": _l("langkah keduanya dipasang"),
    "staff.remove_all_factors": _l("langkah keduanya dihapus"),
    "staff.close": _l("ditutup"),
    "staff.reopen": _l("dibuka kembali"),
}
"""What a second administrator should know of before giving an account a role of control."""
FIELDS = {
    "email": _l("Alamat e-mail"),
    "rights": _l("Peran dan unit"),
    "roles": _l("Peran"),
    "unit": _l("Unit"),
    "lang": _l("Bahasa surat"),
}
FIELD_OF = {
    "bad_email": "email",
    "email_taken": "email",
    "role_missing": "roles",
    "incompatible": "roles",
    "last_holder": "roles",
    "last_two": "roles",
    "unit_missing": "unit",
    "unknown_unit": "unit",
    "successor_missing": "successor",
    "unknown_successor": "successor",
    "successor_role": "successor",
    "unknown_borrower": "borrower",
    "own_loan": "borrower",
    "in_the_past": "since",
    "wrong_order": "until",
    "too_long": "until",
    "overlap": "since",
    "control_not_held": "borrower",
    "other_unit": "borrower",
    "import_state": "state",
}
"""The field beside which a refusal stands; others stand above the form."""

_REASONS = {
    "bad_email": _l("Ini bukan alamat e-mail."),
    "email_taken": _l("Alamat ini sudah punya akun: %(email)s."),
    "role_missing": _l("Pilih paling sedikit satu peran; akun yang tidak dipakai lagi ditutup saja."),
    "incompatible": _l(
        "Peran-peran ini tidak boleh dipegang satu orang: yang dinilai, yang menilai, yang mengawasi, dan yang memberi "
        "hak adalah empat orang berbeda. Hanya pengelola dan kepala unit yang boleh bersama."
    ),
    "unit_missing": _l("Pengelola dan kepala unit perlu sebuah unit."),
    "unknown_unit": _l("Unit %(unit)s tidak ada."),
    "last_holder": _l(
        "Ini %(role)s aktif terakhir; portal tidak boleh tanpa %(role)s. Beri peran itu kepada orang lain dulu."
    ),
    "last_two": _l(
        "Sesudah itu tinggal satu %(role)s yang dapat masuk, dan tidak ada lagi yang dapat menyetujui permintaannya. "
        "Beri peran itu kepada orang ketiga dulu."
    ),
    "already_requested": _l("Permintaan seperti ini sudah menunggu administrator kedua."),
    "already_decided": _l("Permintaan ini sudah diputus orang lain."),
    "account_changed": _l(
        "Akun ini berubah sejak halaman Anda dibuka. Periksa keadaannya sekarang, lalu putuskan lagi."
    ),
    "requester_gone": _l("Yang meminta bukan administrator lagi. Tolak permintaan ini; bila perlu, ajukan lagi."),
    "account_closed": _l("Akun ini sudah ditutup."),
    "account_open": _l("Akun ini tidak ditutup."),
    "successor_missing": _l(
        "Masih ada pekerjaan yang menunggu orang ini. Sebutkan penggantinya, atau nyatakan bahwa pekerjaan itu "
        "boleh dibiarkan."
    ),
    "unknown_successor": _l("Tidak ada akun aktif lain dengan alamat %(email)s."),
    "successor_role": _l(
        "%(email)s tidak memegang peran yang sama (pada unit yang sama), jadi tidak dapat meneruskan."
    ),
    "nothing_to_lend": _l("Anda tidak memegang peran yang dapat dipinjamkan."),
    "control_not_held": _l(
        "Peran pengawasan (integritas, auditor, administrator) hanya dapat dipinjamkan kepada orang yang sudah "
        "memegang peran yang sama: peran itu selalu diberikan oleh dua administrator."
    ),
    "other_unit": _l(
        "Petugas integritas dari unit lain akan ikut memutus penilaian unitnya sendiri. Pilih rekan seunit."
    ),
    "in_the_past": _l("Hari pertama sudah lewat."),
    "wrong_order": _l("Hari terakhir lebih dulu daripada hari pertama."),
    "too_long": _l("Paling lama %(days)s hari.", days=LONGEST_LOAN),
    "unknown_borrower": _l("Tidak ada rekan aktif dengan alamat ini."),
    "own_loan": _l("Ini alamat Anda sendiri."),
    "overlap": _l("Pada hari-hari itu peran Anda sudah dipinjamkan. Ambil kembali pinjaman itu dulu."),
    "loan_ended": _l("Pinjaman ini sudah berakhir."),
    "import_state": _l("Keadaan akun tidak dapat diubah lewat berkas; akun ditutup dan dibuka di halamannya."),
    "own_account": _l("Akun sendiri diurus administrator lain."),
}


def reason(refusal: Refused) -> str:
    """Why something was refused, for a person."""
    values = dict(refusal.values)
    if "role" in values:
        values["role"] = str(ROLES[Role(str(values["role"]))])
    return str(_REASONS[refusal.code]) % values


def role_words(roles: Iterable[str]) -> str:
    """The names of roles, in their own order."""
    held = set(roles)
    return ", ".join(str(word) for role, word in ROLES.items() if role in held) or _("belum ada peran")
