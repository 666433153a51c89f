package palimpsest.bench.notice;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The notice that is shown now, if any. To be used on the window's thread. */
public final class Notices {

  private final ReadOnlyObjectWrapper<@Nullable Notice> current =
      new ReadOnlyObjectWrapper<>(this, "current", null);
  private Subscription cause = Subscription.EMPTY;

  /** No notice yet. */
  public Notices() {
    // What the next notice is about is another matter.
    current.subscribe((before, now) -> cause.unsubscribe());
  }

  /** The notice shown now, or null. */
  public ReadOnlyObjectProperty<@Nullable Notice> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /** Says that something was done. */
  public void show(String text) {
    current.set(new Notice(text, false));
  }

  /** Says that something was done, and offers something to be done about it. */
  public void show(String text, Notice.Offer offer) {
    current.set(new Notice(text, false, List.of(offer)));
  }

  /**
   * Says what is being done, for as long as it is.
   *
   * @param busy whether it still is; changed on the window's thread
   */
  public void showWhile(String text, ObservableValue<Boolean> busy) {
    show(new Notice(text, false, true, List.of()), busy);
  }

  /** Says that something went wrong. */
  public void showError(String text) {
    current.set(new Notice(text, true));
  }

  /**
   * Says that something is wrong, for as long as it is.
   *
   * @param wrong whether it still is; asked on the window's thread
   */
  public void showError(String text, ObservableValue<Boolean> wrong) {
    show(new Notice(text, true), wrong);
  }

  /** Says that something is wrong for as long as it is, and offers what can be done. */
  public void showError(String text, List<Notice.Offer> offers, ObservableValue<Boolean> wrong) {
    show(new Notice(text, true, offers), wrong);
  }

  private void show(Notice notice, ObservableValue<Boolean> wrong) {
    cause.unsubscribe();
    current.set(notice);
    cause =
        wrong.subscribe(still -> {
          if (!still && notice.equals(current.get())) {
            dismiss();
          }
        });
  }

  /** Takes the notice away. */
  public void dismiss() {
    current.set(null);
  }
}
