package palimpsest.bench.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;

class NoticesTest {

  private final Notices notices = new Notices();
  private final SimpleBooleanProperty wrong = new SimpleBooleanProperty(true);

  @Test
  void aNoticeGoesWhenItsCauseIsMended() {
    notices.showError("The field is empty.", wrong);
    assertThat(text()).isEqualTo("The field is empty.");
    wrong.set(false);
    assertThat(notices.currentProperty().get()).isNull();
  }

  @Test
  void whatWasMendedTakesNoOtherNoticeAway() {
    notices.showError("The field is empty.", wrong);
    notices.showError("The run failed.");
    wrong.set(false);
    assertThat(text()).isEqualTo("The run failed.");
  }

  @Test
  void theSameWordsForAnotherCauseStayWithThatCause() {
    notices.showError("The field is empty.", wrong);
    SimpleBooleanProperty again = new SimpleBooleanProperty(true);
    notices.showError("The field is empty.", again);
    wrong.set(false);
    assertThat(text()).isEqualTo("The field is empty.");
    again.set(false);
    assertThat(notices.currentProperty().get()).isNull();
  }

  private String text() {
    return Objects.requireNonNull(notices.currentProperty().get()).text();
  }
}
