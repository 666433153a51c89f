package palimpsest.bench.runtable;

/** The order of texts for people: capitals beside small letters, 9 before 10. */
final class NaturalOrder {

  private NaturalOrder() {}

  static int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      if (isDigit(one.charAt(i)) && isDigit(other.charAt(j))) {
        int endOne = endOfNumber(one, i);
        int endOther = endOfNumber(other, j);
        int order = compareNumbers(one.substring(i, endOne), other.substring(j, endOther));
        if (order != 0) {
          return order;
        }
        i = endOne;
        j = endOther;
      } else {
        int order =
            Character.compare(
                Character.toLowerCase(one.charAt(i)), Character.toLowerCase(other.charAt(j)));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
    }
    return Integer.compare(one.length() - i, other.length() - j);
  }

  private static int compareNumbers(String one, String other) {
    String left = withoutZeros(one);
    String right = withoutZeros(other);
    int order = Integer.compare(left.length(), right.length());
    return order != 0 ? order : left.compareTo(right);
  }

  private static String withoutZeros(String number) {
    int begin = 0;
    while (begin < number.length() - 1 && number.charAt(begin) == '0') {
      begin++;
    }
    return number.substring(begin);
  }

  private static int endOfNumber(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }
}
