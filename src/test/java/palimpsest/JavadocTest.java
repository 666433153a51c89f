package palimpsest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Javadoc says what a thing is in a noun phrase, and what a method does in the third person; it
 * never asks an indirect question ("What batches brought."). "Whether" begins the description of a
 * boolean only.
 */
class JavadocTest {

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  @Test
  void noSummaryIsAQuestion() throws IOException {
    List<Path> sources = new ArrayList<>();
    sources.addAll(PlainWordsTest.files(Path.of("src", "main", "java"), ".java"));
    sources.addAll(PlainWordsTest.files(Path.of("src", "spark", "java"), ".java"));
    try (StandardJavaFileManager files =
        COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      assertThat(questions(files.getJavaFileObjectsFromPaths(sources))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/** What batches brought. */ class A {}",
        "/** Whether it is. */ class A {}",
        "class A { /** Which of them. */ int a() { return 0; } }",
        "class A { /** In which of them. */ int a; }",
        "class A { /** By how many places. */ int a; }",
        "class A { /** Whether it is, as a number. */ int a() { return 0; } }",
        "class A { /** {@return how many} */ int a() { return 0; } }",
        "/** A pair. \n * @param a how large */ record A(int a) {}",
        "/** A pair. \n * @param a whether it is */ record A(int a) {}",
        "class A { /** Adds. \n * @param a whether it is */ void a(Predicate<A> a) {} }",
        "class A { /** Adds. \n * @return what it found */ int a() { return 0; } }",
        "class A { /** Adds. \n * @param <T> what to add */ <T> void a(T t) {} }",
        "enum A { /** Where it is. */ B }",
        "/** Why it fails. */ package a;",
      })
  void questionsAreFound(String source) throws IOException {
    assertThat(questions(List.of(source(source)))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/** Loss and accuracy summed over batches. What they are. */ class A {}",
        "class A { /** Whether it is. */ boolean a() { return true; } }",
        "class A { /** Whether it is. */ BooleanProperty a; /** Whether. */ Setting<Boolean> b; }",
        "/** A pair. \n * @param a whether it is */ record A(boolean a) {}",
        "class A { /** Adds. \n * @return whether it did */ boolean a() { return true; } }",
        "class A { /** Showers. */ int a; /** Whichever it is. */ int b; }",
        "class A { /* What it is. */ int a; // Why.\n }",
      })
  void phrasesAreNot(String source) throws IOException {
    assertThat(questions(List.of(source(source)))).isEmpty();
  }

  private static JavaFileObject source(String text) {
    return new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private static List<String> questions(Iterable<? extends JavaFileObject> sources)
      throws IOException {
    JavacTask task = (JavacTask) COMPILER.getTask(null, null, _ -> {}, null, null, sources);
    List<String> found = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      new Questions(unit, DocTrees.instance(task), found).scan(unit, null);
    }
    return found;
  }

  /** Finds the questions in the doc comments of one source file. */
  private static final class Questions extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private static final Set<String> WORDS =
        Set.of("what", "which", "how", "where", "when", "who", "whom", "whose", "why");

    private static final Set<String> PREPOSITIONS =
        Set.of("at", "by", "for", "from", "in", "into", "of", "on", "since", "to", "with");

    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final List<String> found;

    Questions(CompilationUnitTree unit, DocTrees trees, List<String> found) {
      this.unit = unit;
      this.trees = trees;
      this.found = found;
    }

    @Override
    public @Nullable Void visitPackage(PackageTree tree, @Nullable Void nothing) {
      check(null, List.of());
      return super.visitPackage(tree, null);
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
      check(
          null,
          tree.getKind() == Tree.Kind.RECORD
              ? tree.getMembers().stream()
                  .filter(VariableTree.class::isInstance)
                  .map(VariableTree.class::cast)
                  .toList()
              : List.of());
      return super.visitClass(tree, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
      check(tree.getReturnType(), tree.getParameters());
      return super.visitMethod(tree, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
      check(tree.getType(), List.of());
      return super.visitVariable(tree, null);
    }

    private void check(@Nullable Tree type, List<? extends VariableTree> parameters) {
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment == null) {
        return;
      }
      if (!comment.getFirstSentence().isEmpty()) {
        check(comment, comment, comment.getFirstSentence(), type);
      }
      Stream.concat(comment.getFirstSentence().stream(), comment.getBlockTags().stream())
          .forEach(tag -> {
            switch (tag) {
              case ParamTree param ->
                  check(
                      comment,
                      tag,
                      param.getDescription(),
                      parameters.stream()
                          .filter(own -> own.getName().equals(param.getName().getName()))
                          .findAny()
                          .map(VariableTree::getType)
                          .orElse(null));
              case ReturnTree result -> check(comment, tag, result.getDescription(), type);
              default -> {}
            }
          });
    }

    private void check(
        DocCommentTree comment, DocTree at, List<? extends DocTree> text, @Nullable Tree type) {
      String sentence =
          text.stream()
              .map(DocTree::toString)
              .collect(Collectors.joining())
              .replaceAll("\\s+", " ");
      String[] words = sentence.toLowerCase(Locale.ROOT).split("[^a-z]+", 3);
      boolean question =
          WORDS.contains(words[0])
              || (words.length > 1 && PREPOSITIONS.contains(words[0]) && WORDS.contains(words[1]))
              || (words[0].equals("whether") && !isBoolean(type));
      if (question) {
        long position = trees.getSourcePositions().getStartPosition(unit, comment, at);
        found.add(
            "%s:%d: %s"
                .formatted(
                    unit.getSourceFile().getName(),
                    unit.getLineMap().getLineNumber(position),
                    sentence));
      }
    }

    /** A boolean, or a setting, property or function with a boolean value. */
    private static boolean isBoolean(@Nullable Tree type) {
      return type != null && type.toString().toLowerCase(Locale.ROOT).contains("boolean");
    }
  }
}
