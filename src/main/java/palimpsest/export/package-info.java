/**
 * Files that leave the program: figures, tables and whole runs, the same from window and terminal.
 */
@NullMarked
package palimpsest.export;

import org.jspecify.annotations.NullMarked;
