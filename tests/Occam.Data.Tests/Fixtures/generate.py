"""Writes the tables and pictures of CsvDatasetTests and ClassFoldersTests, and what numpy and Pillow read from them, as .npz beside them.
Run with /usr/bin/python3 (numpy 1.24, Pillow 9.4), in this folder. The order of classes and pictures is that of torchvision's ImageFolder: sorted()."""
import csv
import pathlib

import numpy as np
from PIL import Image

rng = np.random.default_rng(20261121)


def save(name, x, y, **more):
    np.savez(name, x=x, y=np.asarray(y, dtype=np.int64), **more)


# numpy.savetxt: no header, 19 digits, labels in the last column written as floats.
table = np.concatenate([rng.standard_normal((40, 5)) * 10.0 ** rng.integers(-12, 12, (40, 5)), rng.integers(0, 3, (40, 1))], axis=1)
np.savetxt("savetxt.csv", table, delimiter=",")
save("savetxt.npz", np.array([[np.float32(v) for v in line.split(",")[:-1]] for line in open("savetxt.csv")]), table[:, -1])

# numpy.savetxt with a header, which it marks with '# ', and six digits.
np.savetxt("savetxt_header.csv", table, delimiter=";", fmt="%.6g", header="label;b;c;d;e;f")
rows = [line.split(";") for line in open("savetxt_header.csv")][1:]
labels = rng.integers(0, 4, 40)
with open("savetxt_header.csv", "w", newline="") as f:
    f.write("# label;b;c;d;e;f\n")
    for k, row in zip(labels, rows):
        f.write(";".join([str(k)] + [cell.strip() for cell in row[1:]]) + "\n")
save("savetxt_header.npz", np.array([[np.float32(v) for v in row[1:]] for row in rows]), labels)

# Python's csv module with its defaults (CRLF, quotes where needed) and words as labels; the test table has other columns' order and a word more.
words = ["wolf", "cat, small", 'the "ant"', "Zebra", "ähre"]
train, test = rng.standard_normal((30, 3)), rng.standard_normal((10, 3))
train_words, test_words = [words[i] for i in rng.integers(0, 4, 30)], [words[i] for i in rng.integers(0, 5, 10)]
with open("words.csv", "w", newline="", encoding="utf-8-sig") as f:
    out = csv.writer(f)
    out.writerow(["height, m", "Class", "weight", 'the "third"'])
    out.writerows([repr(a), word, repr(b), repr(c)] for (a, b, c), word in zip(train.tolist(), train_words))
with open("words-test.csv", "w", newline="", encoding="utf-8") as f:
    out = csv.writer(f, quoting=csv.QUOTE_ALL, delimiter="\t", lineterminator="\n")
    out.writerow(["Class", 'the "third"', "weight", "height, m"])
    out.writerows([word, repr(c), repr(b), repr(a)] for (a, b, c), word in zip(test.tolist(), test_words))
names = sorted(set(train_words) | set(test_words))
save("words.npz", train.astype(np.float32), [names.index(w) for w in train_words], x_test=test.astype(np.float32),
     y_test=np.array([names.index(w) for w in test_words]), names=np.frombuffer("|".join(names).encode(), dtype=np.uint8))


# Pictures as Pillow saves them, in all modes that end as grey or as colour without loss.
def write(folder, images):
    for name, image, options in images:
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, **options)


def noise(channels, size=(6, 5)):
    return rng.integers(0, 256, (size[1], size[0], channels) if channels > 1 else (size[1], size[0]), dtype=np.uint8)


def smooth(channels):
    return np.add.outer(np.arange(5) * 9, np.arange(6) * 7).astype(np.uint8)[..., None].repeat(channels, 2) if channels > 1 else np.add.outer(np.arange(5) * 9, np.arange(6) * 7).astype(np.uint8)


opaque = np.concatenate([noise(3), np.full((5, 6, 1), 255, np.uint8)], axis=2)
write("colour", [
    ("train/bee/10.png", Image.fromarray(noise(3)), {}),
    ("train/bee/2.png", Image.fromarray(smooth(3)), {"optimize": True}),
    ("train/Ant/b.PNG", Image.fromarray(noise(3)).quantize(7), {}),
    ("train/Ant/a.png", Image.fromarray(opaque, "RGBA"), {}),
    ("train/Ant/_.png", Image.fromarray(noise(3)), {"compress_level": 0}),
    ("test/bee/x.png", Image.fromarray(smooth(3)), {"compress_level": 9}),
    ("test/Ant/x.png", Image.fromarray(noise(3)).quantize(2), {}),
])
write("grey", [
    ("1/a.png", Image.fromarray(noise(1)), {}),
    ("1/b.png", Image.fromarray(smooth(1)), {"optimize": True}),
    ("0/a.png", Image.fromarray(noise(1)).convert("1"), {}),
    ("0/b.png", Image.fromarray(np.stack([noise(1), np.full((5, 6), 255, np.uint8)], axis=2), "LA"), {}),
])
clear = opaque.copy()
clear[2, 3, 3] = 254
write("refused", [
    ("alpha.png", Image.fromarray(clear, "RGBA"), {}),
    ("palette.png", Image.fromarray(noise(3)).quantize(4), {"transparency": bytes([255, 255, 255, 0])}),
    ("key.png", Image.fromarray(smooth(3)), {"transparency": tuple(int(v) for v in smooth(3)[1, 1])}),
    ("sixteen.png", Image.fromarray((noise(1).astype(np.uint16) << 8) + 3), {}),
    ("picture.jpg", Image.fromarray(noise(3)), {}),
])


def read(folder, mode):
    classes = sorted(p.name for p in pathlib.Path(folder).iterdir())
    files = [(p, k) for k, name in enumerate(classes) for p in sorted(pathlib.Path(folder, name).iterdir(), key=lambda p: p.name)]
    pixels = np.stack([np.asarray(Image.open(p).convert(mode)) for p, _ in files])
    return (pixels.transpose(0, 3, 1, 2) if mode == "RGB" else pixels), np.array([k for _, k in files])


x, y = read("colour/train", "RGB")
x_test, y_test = read("colour/test", "RGB")
save("colour.npz", x, y, x_test=np.ascontiguousarray(x_test), y_test=y_test)
save("grey.npz", *read("grey", "L"))
