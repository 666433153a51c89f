package palimpsest.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Who gets which images, and what becomes of the arrays. */
@Isolated
class WorkersTest {

  private final Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
  private final Workers workers = new Workers(3, 3);

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void aJobsAllotmentSaysHowManyThreadsARunHas() {
    assertThat(Workers.of(Map.of(), 64)).isEqualTo(64);
    assertThat(Workers.of(Map.of("SLURM_CPUS_PER_TASK", "4"), 64)).isEqualTo(4);
    assertThat(Workers.of(Map.of("SLURM_CPUS_PER_TASK", "4", "OMP_NUM_THREADS", "2"), 64))
        .isEqualTo(2);
    assertThat(Workers.of(Map.of("SLURM_CPUS_PER_TASK", "none"), 3)).isEqualTo(3);
  }

  @Test
  void sharesFollowEachOtherAndCoverEveryImage() {
    try (Scope _ = new Scope()) {
      List<List<NDArray>> shares = workers.divide(100, (from, to) -> List.of(bounds(from, to)));
      List<Double> bounds = new ArrayList<>();
      for (List<NDArray> share : shares) {
        for (double bound : Workspace.doubles(share.getFirst())) {
          bounds.add(bound);
        }
      }
      assertThat(bounds).containsExactly(0.0, 33.0, 33.0, 66.0, 66.0, 100.0);
    }
  }

  @Test
  void everyShareHasAThreadOfItsOwnAndTheCallerIsOneOfThem() {
    Set<Thread> threads = Collections.newSetFromMap(new ConcurrentHashMap<>());
    CyclicBarrier all = new CyclicBarrier(3);
    workers.divide(
        90,
        (from, to) -> {
          threads.add(Thread.currentThread());
          await(all);
          return List.of();
        });
    assertThat(threads).contains(Thread.currentThread()).hasSize(3);
  }

  private static void await(CyclicBarrier all) {
    try {
      all.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void threadsStayForTheNextRun() {
    divideAmongThree();
    long before = threadsOfWorkers();
    for (int run = 0; run < 100; run++) {
      divideAmongThree();
    }
    // One may not be back when it is asked for again.
    assertThat(threadsOfWorkers()).isLessThan(before + 10);
  }

  private void divideAmongThree() {
    CyclicBarrier all = new CyclicBarrier(3);
    new Workers(3, 3)
        .divide(
            90,
            (from, to) -> {
              await(all);
              return List.of();
            });
  }

  private static long threadsOfWorkers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("palimpsest-worker-"))
        .count();
  }

  @Test
  void anyNumberOfThreadsWorksThroughTheSameShares() {
    for (int threads : new int[] {1, 2, 5}) {
      Workers some = new Workers(threads, 4);
      try (Scope _ = new Scope()) {
        assertThat(some.divide(100, (from, to) -> List.of(bounds(from, to))))
            .extracting(share -> Workspace.doubles(share.getFirst()))
            .containsExactly(
                new double[] {0, 25},
                new double[] {25, 50},
                new double[] {50, 75},
                new double[] {75, 100});
      }
    }
  }

  @Test
  void fewImagesStayTogether() {
    assertThat(workers.divide(20, (from, to) -> List.of())).hasSize(1);
  }

  @Test
  void eachOfAFewPiecesMayHaveAThread() {
    Set<Thread> threads = Collections.newSetFromMap(new ConcurrentHashMap<>());
    CyclicBarrier together = new CyclicBarrier(3);
    try (Scope _ = new Scope()) {
      List<NDArray> all =
          workers.each(
              4,
              (from, to) -> {
                threads.add(Thread.currentThread());
                await(together);
                return List.of(bounds(from, to));
              });
      assertThat(all).hasSize(3);
    }
    assertThat(threads).hasSize(3);
  }

  @Test
  void resultsBelongToTheCallersScopeAndNothingElseIsLeft() {
    int before = workspace.liveArrays();
    try (Scope _ = new Scope()) {
      workers.divide(100, (from, to) -> List.of(bounds(from, to).add(bounds(0, 0))));
      assertThat(workspace.liveArrays()).isEqualTo(before + 3);
    }
    assertThat(workspace.liveArrays()).isEqualTo(before);
  }

  @Test
  void oneFailureFailsTheWorkAndFreesTheRest() {
    int before = workspace.liveArrays();
    assertThatThrownBy(() ->
            workers.divide(
                100,
                (from, to) -> {
                  if (to == 100) {
                    throw new IllegalStateException("the last share");
                  }
                  return List.of(bounds(from, to));
                }))
        .hasMessage("the last share");
    assertThat(workspace.liveArrays()).isEqualTo(before);
  }

  private NDArray bounds(int from, int to) {
    return workspace.array(new double[] {from, to}, 2);
  }
}
