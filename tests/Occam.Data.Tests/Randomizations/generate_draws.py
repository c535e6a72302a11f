"""Prints the expected values of NamedDrawsTests: Philox4x32-10, the seeds and the randomizations, written again from their descriptions."""
M64 = (1 << 64) - 1


def philox(c, k):
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(p1 >> 32) ^ c[1] ^ k[0], p1 & 0xFFFFFFFF, (p0 >> 32) ^ c[3] ^ k[1], p0 & 0xFFFFFFFF]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return c


# Salmon et al. 2011, kat_vectors of Random123: philox4x32-10, counter and key all ones.
assert philox([0xFFFFFFFF] * 4, [0xFFFFFFFF] * 2) == [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
    return z ^ (z >> 31)


def derive(key, name):
    if isinstance(name, int):
        return mix((key + 0x9E3779B97F4A7C15 * (name + 1)) & M64)
    h = 14695981039346656037
    for b in name.encode():
        h = ((h ^ b) * 1099511628211) & M64
    return mix(key ^ h)


def word(key, counter):
    w = philox([counter & 0xFFFFFFFF, counter >> 32, 0, 0], [key & 0xFFFFFFFF, key >> 32])
    return (w[0] << 32) | w[1]


def uniform(key, i): return (word(key, i) >> 11) / (1 << 53)
def integer(key, i, bound): return (word(key, i) * bound) >> 64


def permutation(key, n):
    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = integer(key, n - 1 - i, i + 1)
        order[i], order[j] = order[j], order[i]
    return order


labels = [i % 10 for i in range(24)]
place = derive(42, "labels")
chosen = [uniform(derive(place, "selected"), i) < 0.5 for i in range(24)]
classes = derive(place, "classes")
print("selected", [int(c) for c in chosen])
print("uniform", [integer(classes, i, 10) if chosen[i] else labels[i] for i in range(24)])
places = [i for i in range(24) if chosen[i]]
order = permutation(derive(place, "permutation"), len(places))
permuted = list(labels)
for j, p in enumerate(places):
    permuted[p] = labels[places[order[j]]]
print("permute", permuted)
pixels = derive(42, "pixels")
print("shared", permutation(derive(pixels, "shared"), 12))
print("train 1", permutation(derive(derive(pixels, "train"), 1), 12))
print("test 0", permutation(derive(derive(pixels, "test"), 0), 12))
print("epoch 3", permutation(derive(derive(42, "batches"), 3), 12))
subset = derive(42, "subset")
print("subset", sorted(m for k in range(3) for m in [k + 3 * j for j in permutation(derive(subset, k), 6)[:2]]))
