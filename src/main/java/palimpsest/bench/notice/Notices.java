package palimpsest.bench.notice;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The notice that is shown now, if any. To be used on the window's thread. */
public final class Notices {

  private final ReadOnlyObjectWrapper<@Nullable Notice> current =
      new ReadOnlyObjectWrapper<>(this, "current", null);

  /** The notice shown now, or null. */
  public ReadOnlyObjectProperty<@Nullable Notice> currentProperty() {
    return current.getReadOnlyProperty();
  }

  /** Says that something was done. */
  public void tell(String text) {
    current.set(new Notice(text, false));
  }

  /** Says that something was done, and offers something to be done about it. */
  public void tell(String text, Notice.Offer offer) {
    current.set(new Notice(text, false, offer));
  }

  /** Says that something went wrong. */
  public void complain(String text) {
    current.set(new Notice(text, true));
  }

  /** Takes the notice away. */
  public void dismiss() {
    current.set(null);
  }
}
