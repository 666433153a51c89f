package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class DatabaseFaultTest {

  @Test
  void aDiskWithoutSpaceForTheIndexOfADatabaseIsFullAndLeavesItReadable() {
    assertThat(
            DatabaseFault.whyOnlyReading(
                new SQLiteException("no space", SQLiteErrorCode.SQLITE_IOERR_SHMSIZE)))
        .contains("the disk is full");
    assertThat(
            DatabaseFault.whyOnlyReading(
                new SQLiteException("torn", SQLiteErrorCode.SQLITE_IOERR_READ)))
        .isEmpty();
  }
}
