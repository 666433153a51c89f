package palimpsest.bench.notice;

import java.util.List;
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
import palimpsest.bench.look.NonBreakingUnits;
import palimpsest.bench.look.Ui;

/**
 * A card below the page that shows the current notice until it is dismissed or resolved. The page
 * gives way at its foot, so that nothing of it is covered and what stands above does not move.
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
  private final HBox offers = new HBox();
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
    Button close = Ui.iconButton(Feather.X, "Dismiss", "Close this message. Esc");
    close.setId("notice-close");
    close.setOnAction(event -> notices.dismiss());
    offers.getStyleClass().add("notice-offers");
    offers.setAlignment(Pos.CENTER_LEFT);
    offers.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(icon, text, offers, close);
    notices
        .currentProperty()
        .subscribe(notice -> {
          show(notice);
          passing.stop();
          if (notice != null && !notice.failure() && !notice.underWay()) {
            passing.setDuration(notice.offers().isEmpty() ? BRIEF : LONG);
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
    show(notice == null ? List.of() : notice.offers());
    if (notice != null) {
      text.setText(NonBreakingUnits.of(notice.text()));
      setAccessibleText(notice.text());
      icon.setIconCode(
          notice.failure()
              ? Feather.ALERT_TRIANGLE
              : notice.underWay() ? Feather.CLOCK : Feather.CHECK);
      if (notice.failure()) {
        getStyleClass().add("failure");
      }
    }
  }

  private void show(List<Notice.Offer> offered) {
    offers.getChildren().clear();
    offers.setManaged(!offered.isEmpty());
    for (Notice.Offer offer : offered) {
      Button button = new Button(offer.label());
      button.setId(
          offers.getChildren().isEmpty()
              ? "notice-offer"
              : "notice-offer-" + (offers.getChildren().size() + 1));
      button.setMinWidth(USE_PREF_SIZE);
      button.getStyleClass().add("small");
      Ui.named(button, offer.label(), offer.tip());
      button.setOnAction(event -> offer.handler().run());
      offers.getChildren().add(button);
    }
  }
}
