# Operators of PyTorch that DJL does not offer, as TorchScript. The program packs this text into a module when it
# starts: see TorchScriptModule. Arrays keep the images in their last axis: [channels, height, width, images].


# A copy of x, row by row in memory of its own.
def copy(self: __torch__.Kernels, x: Tensor) -> Tensor:
    return torch.clone(x, memory_format=0)


# The sum of some arrays, written over the first.
def total(self: __torch__.Kernels, sum: Tensor, others: List[Tensor]) -> Tensor:
    for i in range(torch.len(others)):
        sum.add_(others[i])
    return sum


# The lower Cholesky factor of a symmetric positive definite matrix.
def cholesky(self: __torch__.Kernels, a: Tensor) -> Tensor:
    return torch.linalg_cholesky(a)


# Eigenvalues in ascending order, and eigenvectors in the columns, of a symmetric matrix.
def eigh(self: __torch__.Kernels, a: Tensor) -> Tuple[Tensor, Tensor]:
    values, vectors = torch.linalg_eigh(a)
    return (values, vectors)


# X with L Lᵀ X = B, by forward and backward substitution.
def cholesky_solve(self: __torch__.Kernels, b: Tensor, l: Tensor) -> Tensor:
    y = torch.linalg_solve_triangular(l, b, upper=False)
    return torch.linalg_solve_triangular(torch.t(l), y, upper=True)


# x with (A + damping·I) x = b, by conjugate gradients: for vectors b, until the residual is as small as asked for, but for no
# more steps than twice the numbers. What is not a number in b is none in x.
def conjugate_gradients(self: __torch__.Kernels, b: Tensor, a: Tensor, damping: float, tolerance: float) -> Tensor:
    # Squares of what is tiny would vanish: b is worked with as a power of two brings it near 1.
    largest = torch.max(torch.abs(b))
    _, exponent = torch.frexp(largest)
    scale = torch.ldexp(torch.ones_like(largest), torch.clamp(exponent, -120, 120))
    residual = torch.div(b, scale)
    x, direction = torch.mul(b, 0), torch.clone(residual)
    squared = torch.dot(residual, residual)
    target = torch.mul(squared, tolerance * tolerance)
    step = 0
    while step < 2 * torch.size(b, 0) and bool(torch.gt(squared, target)):
        product = torch.add(torch.mv(a, direction), direction, alpha=damping)
        length = torch.div(squared, torch.dot(direction, product))
        x.add_(torch.mul(direction, length))
        residual.sub_(torch.mul(product, length))
        following = torch.dot(residual, residual)
        direction.mul_(torch.div(following, squared)).add_(residual)
        squared = following
        step = step + 1
    return torch.mul(x, scale)


# The factors of G ⊗ A with the damping root² spread over both by their mean eigenvalues.
def damped_factors(self: __torch__.Kernels, g: Tensor, a: Tensor, root: float) -> Tuple[Tensor, Tensor]:
    mean_g, mean_a = torch.mean(torch.diagonal(g, 0, 0, 1)), torch.mean(torch.diagonal(a, 0, 0, 1))
    positive = torch.logical_and(torch.gt(mean_g, 0), torch.gt(mean_a, 0))
    pi = torch.where(positive, torch.sqrt(torch.div(mean_a, mean_g)), torch.ones_like(mean_a))
    damped_g, damped_a = torch.clone(g), torch.clone(a)
    torch.diagonal(damped_g, 0, 0, 1).add_(torch.mul(torch.reciprocal(pi), root))
    torch.diagonal(damped_a, 0, 0, 1).add_(torch.mul(pi, root))
    return (damped_g, damped_a)


# [W b] of every layer from a flat vector, which has each layer's weights row by row, and its biases behind them.
def matrices(self: __torch__.Kernels, v: Tensor, units: List[int], inputs: List[int], biases: List[int]) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    offset = 0
    for i in range(torch.len(units)):
        weights = torch.view(torch.narrow(v, 0, offset, units[i] * inputs[i]), [units[i], inputs[i]])
        bias = torch.narrow(v, 0, offset + units[i] * inputs[i], units[i] * biases[i])
        _ = torch.append(out, torch.cat([weights, torch.view(bias, [units[i], biases[i]])], 1))
        offset = offset + units[i] * (inputs[i] + biases[i])
    return out


# The inverse of matrices. The first argument says where the result belongs.
def flat(self: __torch__.Kernels, like: Tensor, matrices: List[Tensor], inputs: List[int]) -> Tensor:
    parts = annotate(List[Tensor], [])
    for i in range(torch.len(matrices)):
        weights = torch.narrow(matrices[i], 1, 0, inputs[i])
        biases = torch.narrow(matrices[i], 1, inputs[i], torch.size(matrices[i], 1) - inputs[i])
        _ = torch.append(parts, torch.reshape(weights, [-1]))
        _ = torch.append(parts, torch.reshape(biases, [-1]))
    return torch.cat(parts, 0)


# x + factor·w∘(θ − θ*).
def add_pull(self: __torch__.Kernels, x: Tensor, theta: Tensor, anchor: Tensor, w: Tensor, factor: float) -> Tensor:
    # Written over, for want of a third array [P].
    displacement = torch.sub(theta, anchor)
    return torch.addcmul(x, displacement, w, value=factor, out=displacement)


# The path of synaptic intelligence, p − g∘(after − before), written over p; before is written over, too, by
# before − after, which adds what after − before would subtract.
def lengthen(self: __torch__.Kernels, p: Tensor, g: Tensor, before: Tensor, after: Tensor) -> Tensor:
    return p.addcmul_(before.sub_(after), g)


# A copy of x, written over another vector.
def keep(self: __torch__.Kernels, copy: Tensor, x: Tensor) -> Tensor:
    return copy.copy_(x)


# weights∘(softmax(z/T) − softmax(z*/T)) over some classes alone, zeros for the others, with z the logits [K, N], z* those of before and
# weights [N] or one for all: the derivatives with respect to z of the weighted sum of T·(cross-entropy of softmax(z/T) from softmax(z*/T)).
def distilled(self: __torch__.Kernels, logits: Tensor, before: Tensor, classes: List[int], temperature: float, weights: Tensor, weighted: int, weight: float) -> Tensor:
    chosen = torch.tensor(classes, dtype=4, device=logits.device)
    now = torch.softmax(torch.div(torch.index_select(logits, 0, chosen), temperature), 0)
    then = torch.softmax(torch.div(torch.index_select(before, 0, chosen), temperature), 0)
    difference = torch.sub(now, then)
    difference = difference.mul_(weights) if weighted == 1 else difference.mul_(weight)
    return torch.index_copy(torch.zeros_like(logits), 0, chosen, difference)


# Derivatives of ½·factor·Σ (z − held)² with respect to logits z [K, N], of which some columns from first on are held [K, n].
def drawn(self: __torch__.Kernels, logits: Tensor, held: Tensor, first: int, factor: float) -> Tensor:
    out = torch.zeros_like(logits)
    n = torch.size(held, 1)
    difference = torch.sub(torch.narrow(logits, 1, first, n), held)
    torch.narrow(out, 1, first, n).copy_(difference.mul_(factor))
    return out


# The products gᵀh and hᵀh.
def products(self: __torch__.Kernels, g: Tensor, h: Tensor) -> Tensor:
    return torch.stack([torch.dot(g, h), torch.dot(h, h)])


# Entries of x along an axis, by their numbers.
def choose(self: __torch__.Kernels, x: Tensor, axis: int, numbers: Tensor) -> Tensor:
    return torch.index_select(x, axis, numbers)


# Every k × k patch of x [C, H, W, M], s apart, as a column: [C·k·k (+1), h·w, M] with h = (H-k)/s+1; with a last row of
# ones if asked.
def patches(self: __torch__.Kernels, x: Tensor, k: int, s: int, ones: int) -> Tensor:
    c, h, w, m = torch.size(x, 0), (torch.size(x, 1) - k) // s + 1, (torch.size(x, 2) - k) // s + 1, torch.size(x, 3)
    rows = c * k * k
    out = torch.empty([rows + ones, h * w, m], dtype=x.dtype, device=x.device)
    views = torch.permute(torch.unfold(torch.unfold(x, 1, k, s), 2, k, s), [0, 4, 5, 1, 2, 3])
    torch.view(torch.narrow(out, 0, 0, rows), [c, k, k, h, w, m]).copy_(views)
    torch.narrow(out, 0, rows, ones).fill_(1)
    return out


# Cotangents of what went into a convolution, [C, H, W, R, M], from those of what came out, g [U, T, R, M]: the transpose of
# the matrix v for tiles of side k that lie s apart, each tile added back where it lay. If it is pooled, the winners
# [s·s, U, T, M] say where in its tile each cotangent belongs. Tiles are as large as many cotangents, so only a row of them
# is made at a time, or a single one, which stays in the processor's cache.
def pull_back(self: __torch__.Kernels, v: Tensor, g: Tensor, winners: Tensor, c: int, height: int, width: int, k: int, s: int, pooled: int) -> Tensor:
    h, w, r, m = (height - k) // s + 1, (width - k) // s + 1, torch.size(g, 2), torch.size(g, 3)
    weights = torch.contiguous(torch.t(torch.narrow(v, 1, 0, c * k * k)))
    out = torch.zeros([c, height, width, r * m], dtype=g.dtype, device=g.device)
    step = 1 if w * r * m > 1024 else w
    for first in range(0, h * w, step):
        own = torch.narrow(g, 1, first, step)
        if pooled == 1:
            own = torch.mul(torch.unsqueeze(own, 0), torch.unsqueeze(torch.narrow(winners, 2, first, step), 3))
        products = torch.matmul(weights, torch.reshape(own, [torch.size(weights, 1), -1]))
        tiles = torch.view(products, [c, k, k, step, r * m])
        rows = torch.narrow(out, 1, first // w * s, k)
        if step == 1:
            torch.narrow(rows, 2, first % w * s, k).add_(torch.select(tiles, 3, 0))
        else:
            for j in range(k):
                torch.slice(rows, 2, j, j + (w - 1) * s + 1, s).add_(torch.select(tiles, 2, j))
    return torch.view(out, [c, height, width, r, m])


# The matrix [W b] of a convolution, written for tiles: windows of s × s positions, whose patches together are one tile
# of k+s-1 by k+s-1. From [U, C·k·k (+1)] to [s·s·U, C·(k+s-1)² (+1)], position by position.
def spread(self: __torch__.Kernels, v: Tensor, c: int, k: int, s: int) -> Tensor:
    u, n, t = torch.size(v, 0), c * k * k, k + s - 1
    out = torch.zeros([s * s, u, c * t * t + torch.size(v, 1) - n], dtype=v.dtype, device=v.device)
    places = torch.view(torch.slice(out, 2, 0, c * t * t, 1), [s * s, u, c, t, t])
    weights = torch.reshape(torch.slice(v, 1, 0, n, 1), [u, c, k, k])
    for i in range(s):
        for j in range(s):
            torch.narrow(torch.narrow(torch.select(places, 0, i * s + j), 2, i, k), 3, j, k).copy_(weights)
    torch.slice(out, 2, c * t * t, torch.size(out, 2), 1).copy_(torch.slice(v, 1, n, torch.size(v, 1), 1))
    return torch.reshape(out, [s * s * u, torch.size(out, 2)])


# The transpose of spread: from [s·s·U, C·(k+s-1)² (+1)] to [U, C·k·k (+1)].
def gather(self: __torch__.Kernels, g: Tensor, c: int, k: int, s: int) -> Tensor:
    n, t = c * k * k, k + s - 1
    u, ones = torch.size(g, 0) // (s * s), torch.size(g, 1) - c * t * t
    out = torch.zeros([u, n + ones], dtype=g.dtype, device=g.device)
    weights = torch.view(torch.slice(out, 1, 0, n, 1), [u, c, k, k])
    places = torch.view(torch.slice(g, 1, 0, c * t * t, 1), [s * s, u, c, t, t])
    for i in range(s):
        for j in range(s):
            weights.add_(torch.narrow(torch.narrow(torch.select(places, 0, i * s + j), 2, i, k), 3, j, k))
    bias = torch.view(torch.slice(g, 1, c * t * t, c * t * t + ones, 1), [s * s, u, ones])
    torch.slice(out, 1, n, n + ones, 1).copy_(torch.sum(bias, [0]))
    return out


# The products of tiles, summed up: from [C·t² (+1), C·t² (+1)] for tiles to [C·k·k (+1), C·k·k (+1)] for the s·s patches
# in each of them, with t = k+s-1.
def gather_products(self: __torch__.Kernels, a: Tensor, c: int, k: int, s: int) -> Tensor:
    n, t = c * k * k, k + s - 1
    m, ones = c * t * t, torch.size(a, 0) - c * t * t
    out = torch.zeros([n + ones, n + ones], dtype=a.dtype, device=a.device)
    weights = torch.view(torch.slice(torch.slice(out, 0, 0, n, 1), 1, 0, n, 1), [c, k, k, c, k, k])
    places = torch.view(torch.slice(torch.slice(a, 0, 0, m, 1), 1, 0, m, 1), [c, t, t, c, t, t])
    column = torch.reshape(torch.slice(torch.slice(a, 0, 0, m, 1), 1, m, m + ones, 1), [c, t, t, ones])
    sums = torch.zeros([c, k, k, ones], dtype=a.dtype, device=a.device)
    for i in range(s):
        for j in range(s):
            rows = torch.narrow(torch.narrow(places, 1, i, k), 2, j, k)
            weights.add_(torch.narrow(torch.narrow(rows, 4, i, k), 5, j, k))
            sums.add_(torch.narrow(torch.narrow(column, 1, i, k), 2, j, k))
    bias = torch.reshape(sums, [n, ones])
    torch.slice(torch.slice(out, 0, 0, n, 1), 1, n, n + ones, 1).copy_(bias)
    torch.slice(torch.slice(out, 0, n, n + ones, 1), 1, 0, n, 1).copy_(torch.t(bias))
    corner = torch.mul(torch.slice(torch.slice(a, 0, m, m + ones, 1), 1, m, m + ones, 1), s * s)
    torch.slice(torch.slice(out, 0, n, n + ones, 1), 1, n, n + ones, 1).copy_(corner)
    return out


# Maxima over the first axis.
def largest(self: __torch__.Kernels, z: Tensor) -> Tensor:
    return torch.amax(z, [0])


# Maxima over the first axis of z [E, …], and which entry each one is: [E, …] of ones and zeros, the first of equals
# winning. The winners are written over z. Comparing in place keeps the floating-point type, which is what makes it fast.
def maxima(self: __torch__.Kernels, z: Tensor) -> Tuple[Tensor, Tensor]:
    largest = torch.select(z, 0, 0)
    for e in range(1, torch.size(z, 0)):
        entry = torch.select(z, 0, e)
        larger = torch.maximum(largest, entry)
        entry.gt_(largest)
        largest = larger
    rest = torch.ones_like(largest)
    for e in range(1, torch.size(z, 0)):
        winner = torch.select(z, 0, torch.size(z, 0) - e)
        winner.mul_(rest)
        rest.sub_(winner)
    torch.select(z, 0, 0).copy_(rest)
    return (largest, z)


# The transpose of maxima: g [U, T, R, N] goes where the winners [E, U, T, N] say: [E·U, T, R, N].
def scatter(self: __torch__.Kernels, g: Tensor, winners: Tensor) -> Tensor:
    return torch.flatten(torch.mul(torch.unsqueeze(g, 0), torch.unsqueeze(winners, 3)), 0, 1)


# The products over positions of what scatter makes of g [U, T, R, N] and winners [E, U, T, N], summed up: [U, U]. Entry by
# entry of the windows, so that nothing four times as large is written.
def scatter_products(self: __torch__.Kernels, g: Tensor, winners: Tensor) -> Tensor:
    u = torch.size(g, 0)
    out = torch.zeros([u, u], dtype=g.dtype, device=g.device)
    for e in range(torch.size(winners, 0)):
        entry = torch.reshape(torch.mul(g, torch.unsqueeze(torch.select(winners, 0, e), 2)), [u, -1])
        out.add_(torch.matmul(entry, torch.t(entry)))
    return out


# The gradients of every image n and row r with respect to [W b], [N, U, R, C·k·k (+1)]: the sums over windows t of
# g[u, t, r, n] times a patch of x [C, H, W, N]. If the convolution is pooled over windows of side s, it is the patch from
# which the maximum of the window came, as winners [s·s, U, T, N] say; else patches lie s apart.
# A channel is laid out as strips, k columns wide and next to one another in memory. Every patch is then one run of k·k
# numbers, and choosing patches is copying runs.
def row_gradients(self: __torch__.Kernels, x: Tensor, g: Tensor, winners: Tensor, k: int, s: int, pooled: int, ones: int) -> Tensor:
    c, h, w, m = torch.size(x, 0), torch.size(x, 1), torch.size(x, 2) - k + 1, torch.size(x, 3)
    u, t, r, n = torch.size(g, 0), torch.size(g, 1), torch.size(g, 2), k * k
    cotangents = torch.view(torch.contiguous(torch.t(torch.reshape(g, [u * t * r, m]))), [m, u, t, r])
    strips = torch.contiguous(torch.unfold(torch.permute(x, [0, 3, 2, 1]), 2, k, 1))
    down = torch.mul(torch.arange((h - k + 1) // s if pooled == 1 else (h - k) // s + 1, dtype=x.dtype, device=x.device), s)
    right = torch.mul(torch.arange(w // s if pooled == 1 else (w - 1) // s + 1, dtype=x.dtype, device=x.device), s * h)
    places = torch.repeat(torch.reshape(torch.add(torch.unsqueeze(down, 1), right), [1, t, 1]), [u, 1, m])
    for e in range(1, s * s if pooled == 1 else 1):
        places.add_(torch.select(winners, 0, e), alpha=e % s * h + e // s)
    runs = torch.to(torch.contiguous(torch.t(torch.view(places, [u * t, m]))), 4)
    first = torch.mul(torch.arange(m, dtype=4, device=x.device), w * h)
    index = torch.flatten(runs.add_(torch.unsqueeze(first, 1)))
    chosen = torch.empty([m * u * t, c * n + ones], dtype=x.dtype, device=x.device)
    for i in range(c):
        patches = torch.unfold(torch.flatten(torch.select(strips, 0, i)), 0, n, k)
        _ = torch.index_select(patches, 0, index, out=torch.narrow(chosen, 1, i * n, n))
    torch.narrow(chosen, 1, c * n, ones).fill_(1)
    return torch.matmul(torch.transpose(cotangents, 2, 3), torch.view(chosen, [m, u, t, c * n + ones]))


# max(0, x), and its derivative: ones and zeros, 0 at 0.
def relu(self: __torch__.Kernels, x: Tensor) -> Tuple[Tensor, Tensor]:
    y = torch.relu(x)
    return (y, torch.sign(y))


# Few rows in place of many: with B [U, K, N], whose columns are one image's cotangents of U units, the triangle R of
# Bᵀ = Q R, image by image: [U, r, N] with r = min(live, K). At most live units of an image have cotangents; the others are
# left out while the triangle is formed. Q [K, r, N] only if it is asked for.
def triangle(self: __torch__.Kernels, b: Tensor, live: int, basis: int) -> Tuple[Tensor, Tensor]:
    dead = torch.eq(torch.amax(torch.abs(b), [1]), 0)
    order = torch.argsort(torch._cast_Int(dead), stable=True, dim=0)
    index = torch.unsqueeze(torch.narrow(order, 0, 0, live), 1)
    some = torch.gather(b, 0, torch.expand(index, [live, torch.size(b, 1), torch.size(b, 2)]))
    q, r = torch.linalg_qr(torch.permute(some, [2, 1, 0]), "reduced" if basis == 1 else "r")
    short = torch.permute(r, [2, 1, 0])
    out = torch.zeros([torch.size(b, 0), torch.size(short, 1), torch.size(b, 2)], dtype=b.dtype, device=b.device)
    out.scatter_(0, torch.expand(index, torch.size(short)), short)
    return (out, torch.permute(q, [1, 2, 0]) if basis == 1 else q)


# Maxima over windows of s × s of x [C, H, W, M], rows and columns that fill no window left out, and which entry of its
# window each maximum is: [s·s, C, H/s, W/s, M] of ones and zeros, the first of equals in row-major order winning.
def max_pool(self: __torch__.Kernels, x: Tensor, s: int) -> Tuple[Tensor, Tensor]:
    h, w = torch.size(x, 1) // s, torch.size(x, 2) // s
    largest = torch.slice(torch.slice(x, 1, 0, h * s, s), 2, 0, w * s, s)
    for i in range(s):
        for j in range(s):
            largest = torch.maximum(largest, torch.slice(torch.slice(x, 1, i, h * s, s), 2, j, w * s, s))
    winners = torch.empty([s * s, torch.size(x, 0), h, w, torch.size(x, 3)], dtype=x.dtype, device=x.device)
    free = torch.ones_like(largest)
    for i in range(s):
        for j in range(s):
            entry = torch.slice(torch.slice(x, 1, i, h * s, s), 2, j, w * s, s)
            winner = torch.mul(torch.eq(entry, largest), free)
            torch.select(winners, 0, i * s + j).copy_(winner)
            free = torch.sub(free, winner)
    return (largest, winners)


# The transpose of max_pool: g [C, H/s, W/s, R, N] goes where the maxima came from: [C, H, W, R, N].
def max_unpool(self: __torch__.Kernels, g: Tensor, winners: Tensor, height: int, width: int, s: int) -> Tensor:
    c, h, w, r, n = torch.size(g, 0), torch.size(g, 1), torch.size(g, 2), torch.size(g, 3), torch.size(g, 4)
    out = torch.zeros([c, height, width, r, n], dtype=g.dtype, device=g.device)
    for i in range(s):
        for j in range(s):
            winner = torch.unsqueeze(torch.select(winners, 0, i * s + j), 3)
            torch.slice(torch.slice(out, 1, i, h * s, s), 2, j, w * s, s).copy_(torch.mul(g, winner))
    return out


# Means over windows of h × w of x [C, H, W, M], rows and columns that fill no window left out.
def mean_pool(self: __torch__.Kernels, x: Tensor, h: int, w: int) -> Tensor:
    c, rows, columns, m = torch.size(x, 0), torch.size(x, 1) // h, torch.size(x, 2) // w, torch.size(x, 3)
    whole = torch.slice(torch.slice(x, 1, 0, rows * h, 1), 2, 0, columns * w, 1)
    return torch.mean(torch.reshape(whole, [c, rows, h, columns, w, m]), [2, 4])


# The transpose of mean_pool: g [C, H/h, W/w, R, N] spread evenly over the windows: [C, H, W, R, N].
def mean_unpool(self: __torch__.Kernels, g: Tensor, height: int, width: int, h: int, w: int) -> Tensor:
    c, rows, columns, r, n = torch.size(g, 0), torch.size(g, 1), torch.size(g, 2), torch.size(g, 3), torch.size(g, 4)
    out = torch.zeros([c, height, width, r, n], dtype=g.dtype, device=g.device)
    share = torch.unsqueeze(torch.unsqueeze(torch.div(g, h * w), 2), 4)
    spread = torch.reshape(torch.expand(share, [c, rows, h, columns, w, r, n]), [c, rows * h, columns * w, r, n])
    torch.slice(torch.slice(out, 1, 0, rows * h, 1), 2, 0, columns * w, 1).copy_(spread)
    return out


# x [C, H, W, …] with p rows and columns of zeros on every side.
def pad(self: __torch__.Kernels, x: Tensor, p: int) -> Tensor:
    size = torch.size(x)
    size[1] = size[1] + 2 * p
    size[2] = size[2] + 2 * p
    out = torch.zeros(size, dtype=x.dtype, device=x.device)
    torch.narrow(torch.narrow(out, 1, p, torch.size(x, 1)), 2, p, torch.size(x, 2)).copy_(x)
    return out


# The transpose of pad: x [C, H, W, …] without p rows and columns on every side.
def crop(self: __torch__.Kernels, x: Tensor, p: int) -> Tensor:
    inner = torch.narrow(torch.narrow(x, 1, p, torch.size(x, 1) - 2 * p), 2, p, torch.size(x, 2) - 2 * p)
    return torch.contiguous(inner)


# v · min(1, bound / (‖v‖ + 1e-6)).
def clipped_by_norm(self: __torch__.Kernels, v: Tensor, bound: float) -> Tensor:
    length = torch.sqrt(torch.sum(torch.square(v)))
    factor = torch.mul(torch.reciprocal(torch.add(length, 9.9999999999999995e-07)), bound)
    return torch.mul(v, torch.clamp(factor, None, 1.0))


# Cross-entropies [N] of the softmax of logits [K, N], 1 where the largest logit is the label's [N], and the derivative of
# the mean loss with respect to the logits.
def cross_entropy(self: __torch__.Kernels, logits: Tensor, labels: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    classes = torch.unsqueeze(torch.arange(torch.size(logits, 0), dtype=4, device=logits.device), 1)
    target = torch.to(torch.eq(classes, labels), logits.dtype)
    logs = torch.log_softmax(logits, 0)
    losses = torch.neg(torch.sum(torch.mul(target, logs), [0]))
    hits = torch.to(torch.eq(torch.argmax(logits, 0), labels), logits.dtype)
    return (losses, hits, torch.div(torch.sub(torch.exp(logs), target), torch.size(logits, 1)))


# How many columns of logits [K, N] are largest at their label.
def hits(self: __torch__.Kernels, logits: Tensor, labels: Tensor) -> Tensor:
    return torch.sum(torch.to(torch.eq(torch.argmax(logits, 0), labels), logits.dtype))


# How often images of each label have their largest logit in each class: [K·K] from logits [K, N].
def class_pairs(self: __torch__.Kernels, logits: Tensor, labels: Tensor) -> Tensor:
    k = torch.size(logits, 0)
    return torch.bincount(torch.add(torch.mul(labels, k), torch.argmax(logits, 0)), None, k * k)


# The root of diag(p) − p pᵀ that SoftmaxCrossEntropy.hessianRoot describes: [K, K-1, N] from logits [K, N].
def hessian_root(self: __torch__.Kernels, logits: Tensor) -> Tensor:
    k, n = torch.size(logits, 0), torch.size(logits, 1)
    root = torch.exp(torch.mul(torch.log_softmax(logits, 0), 0.5))
    last, first = torch.narrow(root, 0, k - 1, 1), torch.narrow(root, 0, 0, k - 1)
    denominator = torch.add(last, 1)
    w = torch.clone(root)
    torch.narrow(w, 0, k - 1, 1).add_(1)
    out = torch.neg(torch.mul(torch.unsqueeze(w, 1), torch.unsqueeze(torch.div(first, denominator), 0)))
    unit = torch.eye(k, dtype=logits.dtype, device=logits.device)
    others = torch.narrow(torch.matmul(torch.rsub(unit, 1), torch.square(root)), 0, 0, k - 1)
    diagonal = torch.diagonal(torch.narrow(out, 0, 0, k - 1), 0, 0, 1)
    diagonal.copy_(torch.t(torch.div(torch.add(last, others), denominator)))
    return out.mul_(torch.unsqueeze(root, 1))


# Images from a store [·, D] by their rows [N], bytes as pixels from 0 to 1: [D, N], in memory image by image if asked, else
# pixel by pixel.
def images(self: __torch__.Kernels, store: Tensor, rows: List[int], like: Tensor, bytes: int, whole: int) -> Tensor:
    chosen = torch.index_select(store, 0, torch.tensor(rows, dtype=4, device=store.device))
    x = torch.to(torch.t(chosen) if whole == 1 else torch.contiguous(torch.t(chosen)), like.dtype)
    if bytes == 1:
        x = x.div_(255)
    return x


# The same and their labels [N].
def labelled(self: __torch__.Kernels, store: Tensor, rows: List[int], labels: List[int], like: Tensor, bytes: int, whole: int) -> Tuple[Tensor, Tensor]:
    return (self.images(store, rows, like, bytes, whole), torch.tensor(labels, dtype=4, device=store.device))


# Numbers of each column of x [D, N] at the sources [maps, D] of its map, which [N]: [D, N].
def mapped(self: __torch__.Kernels, x: Tensor, sources: Tensor, which: Tensor) -> Tensor:
    return torch.gather(x, 0, torch.t(torch.index_select(sources, 0, which)))
