package palimpsest.bench.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunEvent.LogMessage;
import palimpsest.experiment.RunEvent.Progress;

class RunMailboxTest {

  private final RunMailbox mailbox = new RunMailbox();

  @Test
  void ofProgressOnlyTheLatestIsHandedOver() {
    for (int batch = 1; batch <= 100_000; batch++) {
      mailbox.put(1, progress(batch));
    }
    assertThat(drain(true)).containsExactly("1 batch 100000");
    assertThat(drain(true)).isEmpty();
  }

  @Test
  void everythingElseComesAndEverythingInItsOrder() {
    mailbox.put(1, progress(1));
    mailbox.put(1, new LogMessage("a"));
    mailbox.put(1, progress(2));
    mailbox.put(1, new LogMessage("b"));
    mailbox.put(2, new LogMessage("c"));

    assertThat(drain(true)).containsExactly("1 a", "1 batch 2", "1 b", "2 c");
  }

  @Test
  void progressOfTheNextRunDoesNotComeBeforeItsBeginning() {
    mailbox.put(1, new LogMessage("end"));
    mailbox.put(2, new LogMessage("begin"));
    mailbox.put(2, progress(7));

    assertThat(drain(true)).containsExactly("1 end", "2 begin", "2 batch 7");
  }

  @Test
  void progressThatIsNotDueWaitsUnlessSomethingElseComes() {
    mailbox.put(1, progress(1));
    assertThat(drain(false)).isEmpty();
    mailbox.put(1, progress(2));
    mailbox.put(1, new LogMessage("end"));
    assertThat(drain(false)).containsExactly("1 batch 2", "1 end");
  }

  @Test
  void progressWrittenWhileLettersAreReadComesBeforeTheEndThatFollowsIt() {
    mailbox.put(1, new LogMessage("a"));
    List<String> all = new ArrayList<>();
    mailbox.drain(
        false,
        (run, event) -> {
          all.add(text(event));
          if (all.size() == 1) {
            mailbox.put(1, progress(1));
            mailbox.put(1, new LogMessage("end"));
          }
        });
    assertThat(all).containsExactly("a", "batch 1", "end");
  }

  private List<String> drain(boolean progressDue) {
    List<String> all = new ArrayList<>();
    mailbox.drain(progressDue, (run, event) -> all.add(run + " " + text(event)));
    return all;
  }

  private static String text(RunEvent event) {
    return switch (event) {
      case Progress progress -> "batch " + progress.batch();
      case LogMessage(String text) -> text;
      default -> event.toString();
    };
  }

  private static Progress progress(int batch) {
    return new Progress(0, 1, 0, 1, batch, 100_000, 0.5, 100, 10, 1);
  }
}
