package palimpsest.bench.undo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import palimpsest.bench.notice.Notice;
import palimpsest.bench.notice.Notices;

class UndoStackTest {

  private final Notices notices = new Notices();
  private final UndoStack stack = new UndoStack(notices);
  private final Set<String> there = new TreeSet<>(List.of("a", "b", "c"));

  private void delete(String what) {
    stack.perform(
        new Step(
            "Delete " + what, "Deleted " + what, () -> there.add(what), () -> there.remove(what)));
  }

  private Notice notice() {
    return Objects.requireNonNull(notices.currentProperty().get());
  }

  @Test
  void whatWasDoneLastIsUndoneFirstAndCanBeDoneAgain() {
    delete("a");
    delete("b");
    assertThat(there).containsExactly("c");
    stack.undo();
    assertThat(there).containsExactly("b", "c");
    stack.undo();
    assertThat(there).containsExactly("a", "b", "c");
    assertThat(stack.canUndoProperty().get()).isFalse();
    stack.redo();
    assertThat(there).containsExactly("b", "c");
    assertThat(stack.canRedoProperty().get()).isTrue();
  }

  @Test
  void theNoticeOffersToUndo() {
    delete("a");
    assertThat(notice().text()).isEqualTo("Deleted a.");
    notice().offers().getFirst().handler().run();
    assertThat(there).containsExactly("a", "b", "c");
    assertThat(notice().text()).isEqualTo("Undone: Delete a.");
  }

  @Test
  void whatIsDoneAfterAnUndoLeavesNothingToRedo() {
    delete("a");
    stack.undo();
    delete("b");
    assertThat(stack.canRedoProperty().get()).isFalse();
    stack.redo();
    assertThat(there).containsExactly("a", "c");
  }
}
