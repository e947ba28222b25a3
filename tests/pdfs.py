"""Small PDFs made by hand, so that the tests need no PDF writer and no stored file of unknown origin."""

from __future__ import annotations

import hashlib


def of_pages(*pages: list[str]) -> bytes:
    """A PDF with one page for each list of lines; an empty line leaves a gap, an empty list an empty page."""
    return _file(_objects(pages))


def ticked(lines: list[str]) -> bytes:
    """A PDF of one page, in whose font a euro sign is a ticked box, U+1F5F9."""
    objects = _objects((lines,))
    codes = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <80> <D83DDDF9> endbfchar"
    head = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Ticked def"
    objects[6] = _stream(b"", b"%s %s endcmap end end" % (head, codes))
    objects[3] = objects[3].replace(b"/Type /Font", b"/Type /Font /ToUnicode 6 0 R")
    return _file(objects)


def annotated(lines: list[str], annotation: bytes, appearance: bytes = b"") -> bytes:
    """A PDF of one page with an annotation on it, and the content that is drawn for it."""
    objects = _objects((lines,))
    objects[6] = b"<< /Type /Annot /Rect [200 600 500 620] /AP << /N 7 0 R >> %s >>" % annotation
    objects[7] = _stream(b"/Type /XObject /Subtype /Form /BBox [0 0 300 20]", appearance)
    objects[4] = objects[4].replace(b"/Resources", b"/Annots [6 0 R] /Resources")
    return _file(objects)


def drawn_anew(lines: list[str]) -> bytes:
    """A PDF of one page that is to be replaced when it is opened, by what its XFA form draws."""
    objects = _objects((lines,))
    form = b"/AcroForm << /Fields [] /XFA 6 0 R >> /NeedsRendering true"
    objects[1] = objects[1].replace(b"/Type /Catalog", b"/Type /Catalog " + form)
    objects[6] = _stream(b"", b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    return _file(objects)


def on_pictures(
    *pages: tuple[list[str], bytes], height: float = 1.0, unseen: bool = False, within_form: bool = False
) -> bytes:
    """A PDF with one page for each list of lines, each on a picture as wide as the page: a byte, its one grey pixel.

    The pictures are `height` of the pages' heights; `unseen` lines are laid on them as OCR does.
    """
    objects = _objects(tuple(lines for lines, _ in pages))
    for index, (_, grey) in enumerate(pages):
        number = 4 + 2 * index
        image = len(objects) + 1
        objects[image] = _stream(
            b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", grey
        )
        form = b"/Type /XObject /Subtype /Form /BBox [0 0 2 2] /Resources << /XObject << /Im %d 0 R >> >>" % image
        objects[image + 1] = _stream(form, b"/Im Do")
        drawn = image + 1 if within_form else image
        objects[number] = objects[number].replace(b"/Font", b"/XObject << /Im %d 0 R >> /Font" % drawn)
        text = objects[number + 1].split(b"stream\n")[1].removesuffix(b"\nend")
        text = text.replace(b"BT", b"BT 3 Tr") if unseen else text
        objects[number + 1] = _stream(b"", b"q 612 0 0 %f 0 0 cm /Im Do Q\n%s" % (792 * height, text))
    return _file(objects)


def _stream(head: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(content), content)


def encrypted(lines: list[str], password: str) -> bytes:
    """A PDF of one page under the standard security handler (RC4, 40 bits, revision 2)."""
    identifier = hashlib.md5(b"structurer").digest()
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    padded = (password.encode() + padding)[:32]
    owner = _rc4(hashlib.md5((b"owner" + padding)[:32]).digest()[:5], padded)
    permissions = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5(padded + owner + permissions + identifier).digest()[:5]
    user = _rc4(key, padding)
    objects = _objects(([*lines],))
    for number, body in list(objects.items()):
        head, mark, rest = body.partition(b"stream\n")
        if mark:
            content, end = rest.rsplit(b"\nendstream", 1)
            salted = key + number.to_bytes(3, "little") + b"\x00\x00"
            objects[number] = head + mark + _rc4(hashlib.md5(salted).digest()[:10], content) + b"\nendstream" + end
    handler = b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (owner.hex().encode(), user.hex().encode())
    trailer = b"/Encrypt %s /ID [<%s> <%s>]" % (handler, identifier.hex().encode(), identifier.hex().encode())
    return _file(objects, trailer)


def _objects(pages: tuple[list[str], ...]) -> dict[int, bytes]:
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    for index, lines in enumerate(pages):
        content = b"BT /F1 11 Tf 14 TL 72 720 Td\n"
        for line in lines:
            escaped = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            content += b"(%s) Tj T*\n" % escaped if line else b"T*\n"
        content += b"ET"
        number = 4 + 2 * index
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (number + 1)
        )
        objects[number + 1] = _stream(b"", content)
    return objects


def _file(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    out = b"%PDF-1.4\n"
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(objects))
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return out + b"startxref\n%d\n%%%%EOF\n" % table


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
