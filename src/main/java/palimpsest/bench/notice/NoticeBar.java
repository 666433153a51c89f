package palimpsest.bench.notice;

import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.Unbroken;

/**
 * A card at the lower edge of the rooms that shows the current notice until it is dismissed or
 * mended. It lies over the rooms: nothing in them moves when it comes or goes.
 */
public final class NoticeBar extends HBox {

  private static final Duration BRIEF = Duration.seconds(8);
  private static final Duration LONG = Duration.seconds(20);
  private static final Insets MARGIN = new Insets(0, 12, 12, 12);

  /** A longer text is harder to read on one line than on two. */
  private static final double WIDEST = 560;

  /** Good news goes by itself; a failure stays until it was read. */
  private final PauseTransition passing = new PauseTransition();

  private final Label text = new Label();
  private final Button offer = new Button();
  private final FontIcon icon = new FontIcon(Feather.INFO);

  /** A bar that shows these notices. */
  public NoticeBar(Notices notices) {
    getStyleClass().add("notice");
    setId("notice");
    setAlignment(Pos.CENTER_LEFT);
    setMaxWidth(USE_PREF_SIZE);
    BorderPane.setAlignment(this, Pos.BOTTOM_CENTER);
    BorderPane.setMargin(this, MARGIN);
    setAccessibleRole(AccessibleRole.TEXT);
    text.setId("notice-text");
    text.setWrapText(true);
    text.setMaxWidth(WIDEST);
    text.setMinHeight(USE_PREF_SIZE);
    Button close = Ui.iconButton(Feather.X, "Dismiss", "Take this message away. Esc");
    close.setId("notice-close");
    close.setOnAction(event -> notices.dismiss());
    offer.setId("notice-offer");
    offer.setMinWidth(USE_PREF_SIZE);
    offer.getStyleClass().add("small");
    getChildren().addAll(icon, text, offer, close);
    notices
        .currentProperty()
        .subscribe(notice -> {
          show(notice);
          passing.stop();
          if (notice != null && !notice.failure()) {
            passing.setDuration(notice.offer() == null ? BRIEF : LONG);
            passing.playFromStart();
          }
        });
    passing.setOnFinished(event -> notices.dismiss());
  }

  private void show(@Nullable Notice notice) {
    boolean something = notice != null;
    setVisible(something);
    setManaged(something);
    getStyleClass().remove("failure");
    show(notice == null ? null : notice.offer());
    if (notice != null) {
      text.setText(Unbroken.of(notice.text()));
      setAccessibleText(notice.text());
      icon.setIconCode(notice.failure() ? Feather.ALERT_TRIANGLE : Feather.CHECK);
      if (notice.failure()) {
        getStyleClass().add("failure");
      }
    }
  }

  private void show(Notice.@Nullable Offer offered) {
    offer.setVisible(offered != null);
    offer.setManaged(offered != null);
    if (offered != null) {
      offer.setText(offered.label());
      Ui.named(offer, offered.label(), offered.tip());
      offer.setOnAction(event -> offered.handler().run());
    }
  }
}
