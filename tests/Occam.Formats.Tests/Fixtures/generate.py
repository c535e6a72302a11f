"""Makes the fixtures beside it, with numpy for npy and npz and with the standard library for the rest.

Run: python3 generate.py   (numpy 1.24.2 wrote the committed files)
"""
import json
import pathlib
import struct
import zlib

import numpy as np

HERE = pathlib.Path(__file__).parent
FLOATS = [-1.5, 0.0, 0.25, 2.0, 1000.0, -0.125]
SIGNED = [-128, -1, 0, 1, 2, 127]
UNSIGNED = [0, 1, 2, 100, 200, 255]


def folder(name):
    path = HERE / name
    path.mkdir(exist_ok=True)
    return path


def make_npy():
    out = folder("npy")
    for code in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
        values = {"f": FLOATS, "i": SIGNED, "u": UNSIGNED}[code[0]]
        np.save(out / f"{code}_little.npy", np.array(values, dtype="<" + code).reshape(2, 3))
        if code[1] != "1":
            np.save(out / f"{code}_big.npy", np.array(values, dtype=">" + code).reshape(2, 3))
    np.save(out / "b1.npy", np.array([True, False, True]))
    np.save(out / "scalar.npy", np.float64(2.5))
    np.save(out / "vector.npy", np.arange(5, dtype="<i4"))
    np.save(out / "empty.npy", np.zeros((0, 3), dtype="<f4"))
    cube = np.arange(24, dtype="<i4").reshape(2, 3, 4)
    np.save(out / "fortran_cube.npy", np.asfortranarray(cube))
    np.save(out / "fortran_f8_big.npy", np.asfortranarray(np.array(FLOATS, dtype=">f8").reshape(2, 3)))
    np.save(out / "rows.npy", np.arange(200, dtype="<f4").reshape(20, 2, 5) / 4)
    np.save(out / "rows_i2_big.npy", np.arange(200, dtype=">i2").reshape(20, 10))
    for version in [(2, 0), (3, 0)]:
        with open(out / f"version{version[0]}.npy", "wb") as file:
            np.lib.format.write_array(file, cube, version=version)
    np.save(out / "refused_object.npy", np.array([1, "a"], dtype=object), allow_pickle=True)
    np.save(out / "refused_structured.npy", np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4")]))
    np.save(out / "refused_string.npy", np.array(["ab", "c"]))
    np.save(out / "refused_complex.npy", np.zeros(2, dtype="<c8"))
    np.save(out / "refused_date.npy", np.zeros(2, dtype="<M8[s]"))


def make_npz():
    out = folder("npz")
    arrays = {"x": np.array(FLOATS, dtype="<f4").reshape(2, 3), "y": np.arange(3, dtype="<i8")}
    np.savez(out / "stored.npz", **arrays)
    np.savez_compressed(out / "deflated.npz", **arrays)


def make_safetensors():
    tensors = [  # in the order of the official writer: larger elements first, then by name
        ("layer.count", "I64", [], struct.pack("<q", -3)),
        ("layer.scale", "F64", [2], struct.pack("<2d", 0.5, -2.0)),
        ("layer.bias", "F32", [3], struct.pack("<3f", 1.0, -1.0, 0.25)),
        ("layer.empty", "F32", [0, 4], b""),
        ("layer.index", "I32", [2], struct.pack("<2i", 7, -7)),
        ("layer.brain", "BF16", [2, 2], struct.pack("<4H", 0x3F80, 0xC000, 0x3E80, 0x7F80)),  # 1, -2, 0.25, infinity
        ("layer.half", "F16", [2], struct.pack("<2e", 1.5, -0.5)),
        ("layer.short", "I16", [2], struct.pack("<2h", -300, 300)),
        ("layer.flags", "BOOL", [3], bytes([1, 0, 1])),
        ("layer.pixels", "U8", [2], bytes([0, 255])),
        ("layer.tiny", "I8", [2], struct.pack("<2b", -128, 127)),
    ]
    header, data = {"__metadata__": {"format": "pt", "made by": "hand"}}, b""
    for name, dtype, shape, content in tensors:
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (folder("safetensors") / "every_type.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paeth(left, above, corner):
    guess = left + above - corner
    return min((abs(guess - left), 0, left), (abs(guess - above), 1, above), (abs(guess - corner), 2, corner))[2]


def apply_filter(kind, row, above, distance):
    result = bytearray([kind])
    for i, value in enumerate(row):
        left = row[i - distance] if i >= distance else 0
        corner = above[i - distance] if i >= distance else 0
        guess = [0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner)][kind]
        result.append((value - guess) % 256)
    return bytes(result)


def png(width, height, depth, kind, rows, palette=None, interlace=0, filters=None, extra=b""):
    distance = max(1, {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind] * depth // 8)
    above, filtered = bytes(len(rows[0])), b""
    for y, row in enumerate(rows):
        filtered += apply_filter((filters or [0, 1, 2, 3, 4])[y % 5], row, above, distance)
        above = row
    packed = zlib.compress(filtered)
    half = len(packed) // 2
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlace))
            + extra + (chunk(b"PLTE", palette) if palette else b"")
            + chunk(b"IDAT", packed[:half]) + chunk(b"IDAT", packed[half:]) + chunk(b"IEND", b""))


def pack(samples, depth):
    if depth == 16:
        return struct.pack(f">{len(samples)}H", *samples)
    bits = "".join(format(sample, f"0{depth}b") for sample in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def make_png():
    out, width, height = folder("png"), 7, 10
    noise = np.random.RandomState(5)
    for kind, samples, depths in [(0, 1, [1, 2, 4, 8, 16]), (2, 3, [8, 16]), (3, 1, [1, 2, 4, 8]), (4, 2, [8, 16]), (6, 4, [8, 16])]:
        for depth in depths:
            image = noise.randint(0, 2 ** depth, (height, width, samples))
            palette = noise.randint(0, 256, (2 ** depth, 3)).astype(np.uint8) if kind == 3 else None
            rows = [pack(row.reshape(-1).tolist(), depth) for row in image]
            name = f"type{kind}_{depth}bit"
            (out / f"{name}.png").write_bytes(png(width, height, depth, kind, rows, palette.tobytes() if kind == 3 else None,
                                                  extra=chunk(b"tEXt", b"Comment\0made by hand")))
            if kind == 3:
                pixels = palette[image[:, :, 0]]
            else:
                colours = image[:, :, :1] if kind in (0, 4) else image[:, :, :3]
                pixels = np.floor(colours * 255 / (2 ** depth - 1) + 0.5)
            (out / f"{name}.bin").write_bytes(pixels.astype(np.uint8).tobytes())
    # Few values, so that the Paeth filter meets every kind of tie.
    rows = [bytes(noise.randint(0, 5, 16).tolist()) for _ in range(16)]
    (out / "paeth_ties.png").write_bytes(png(16, 16, 8, 0, rows, filters=[4] * 5))
    (out / "paeth_ties.bin").write_bytes(b"".join(rows))
    (out / "refused_interlaced.png").write_bytes(png(2, 2, 8, 0, [b"ab", b"cd"], interlace=1))


make_npy()
make_npz()
make_safetensors()
make_png()
