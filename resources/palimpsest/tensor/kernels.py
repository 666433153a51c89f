# Operators of PyTorch that DJL does not offer, as TorchScript. The program packs this text into a module when it
# starts: see TorchScriptModule. Arrays keep the images in their last axis: [channels, height, width, images].


# The lower Cholesky factor of a symmetric positive definite matrix.
def cholesky(self: __torch__.Kernels, a: Tensor) -> Tensor:
    return torch.linalg_cholesky(a)


# X with L Lᵀ X = B.
def cholesky_solve(self: __torch__.Kernels, b: Tensor, l: Tensor) -> Tensor:
    return torch.cholesky_solve(b, l)


# Eigenvalues in ascending order, and eigenvectors in the columns, of a symmetric matrix.
def eigh(self: __torch__.Kernels, a: Tensor) -> Tuple[Tensor, Tensor]:
    values, vectors = torch.linalg_eigh(a)
    return (values, vectors)


# Every k × k patch of x [C, H, W, M] as a column: [C·k·k (+1), (H-k+1)·(W-k+1), M]; with a last row of ones if asked.
def patches(self: __torch__.Kernels, x: Tensor, k: int, ones: int) -> Tensor:
    c, h, w, m = torch.size(x, 0), torch.size(x, 1) - k + 1, torch.size(x, 2) - k + 1, torch.size(x, 3)
    rows = c * k * k
    out = torch.empty([rows + ones, h * w, m], dtype=x.dtype, device=x.device)
    views = torch.permute(torch.unfold(torch.unfold(x, 1, k, 1), 2, k, 1), [0, 4, 5, 1, 2, 3])
    torch.view(torch.narrow(out, 0, 0, rows), [c, k, k, h, w, m]).copy_(views)
    torch.narrow(out, 0, rows, ones).fill_(1)
    return out


# The transpose of patches: adds every column [C·k·k, h·w, M] back where its patch lay in [C, H, W, M].
def unpatch(self: __torch__.Kernels, columns: Tensor, c: int, height: int, width: int, k: int) -> Tensor:
    h, w, m = height - k + 1, width - k + 1, torch.size(columns, 2)
    pieces = torch.reshape(columns, [c, k, k, h, w, m])
    out = torch.zeros([c, height, width, m], dtype=columns.dtype, device=columns.device)
    for i in range(k):
        for j in range(k):
            piece = torch.select(torch.select(pieces, 1, i), 1, j)
            torch.narrow(torch.narrow(out, 1, i, h), 2, j, w).add_(piece)
    return out


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
