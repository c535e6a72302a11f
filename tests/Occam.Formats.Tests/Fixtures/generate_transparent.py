"""Writes png/transparent_*.png with Pillow (9.4): pictures with and without pixels that are not opaque. Run in this folder."""
import numpy as np
from PIL import Image

rng = np.random.default_rng(7)
colour = rng.integers(0, 255, (5, 6, 3), dtype=np.uint8)
grey = rng.integers(0, 255, (5, 6), dtype=np.uint8)
full = np.full((5, 6), 255, np.uint8)
one = full.copy()
one[4, 5] = 254


def save(name, image, **options):
    image.save(f"png/transparent_{name}.png", **options)


for alpha, ending in ((one, ""), (full, "_opaque")):
    save("alpha" + ending, Image.fromarray(np.dstack([colour, alpha]), "RGBA"))
    save("grey_alpha" + ending, Image.fromarray(np.dstack([grey, alpha]), "LA"))
indices = Image.fromarray((np.arange(30).reshape(5, 6) % 3).astype(np.uint8), "P")
indices.putpalette([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120])
save("palette", indices, transparency=bytes([255, 255, 128]))
save("palette_unused", indices, transparency=bytes([255, 255, 255, 0]))
save("key", Image.fromarray(colour), transparency=tuple(int(v) for v in colour[2, 2]))
save("key_unused", Image.fromarray(colour), transparency=(255, 255, 255))
save("grey_key", Image.fromarray(grey), transparency=int(grey[3, 3]))
save("bit_key", Image.fromarray(grey > 100), transparency=1)
for name in ("alpha", "palette", "key"):
    assert np.asarray(Image.open(f"png/transparent_{name}.png").convert("RGBA"))[..., 3].min() < 255
