package io.taosbridge.bench.report;

import io.taosbridge.bench.report.Verdict.Bound;
import java.util.ArrayList;
import java.util.List;

/**
 * The goals of a report as horizontal bars, each with a mark where its goal is: first how many
 * times as fast as each peer ours is, then how much of each allowance is used.
 */
public final class Chart {

  private static final int WIDTH = 1_080;
  private static final int MARGIN = 24;
  private static final int BARS = 500;
  private static final int BARS_WIDTH = 320;
  private static final int ROW = 26;
  private static final int BAR = 14;
  private static final int GAP = 40;
  private static final String INK = "#1a202c";
  private static final String PALE = "#718096";
  private static final String MET = "#2b6cb0";
  private static final String MISSED = "#dd6b20";

  /** Longer bars are cut, so that one does not make all others tiny. */
  private static final double MOST_OF_ALLOWANCE = 2;

  private record Bar(String label, double length, double mark, boolean isMet, String text) {}

  private Chart() {}

  /** As the text of an SVG file. */
  public static String of(Report report) {
    List<Bar> faster = new ArrayList<>();
    List<Bar> allowed = new ArrayList<>();
    for (Line line : report.lines()) {
      for (Verdict verdict : line.verdicts()) {
        String text =
            String.format(
                "%s (%s %s)",
                verdict.unit().with(verdict.value()),
                verdict.bound().sign(),
                Unit.limit(verdict.limit()));
        if (verdict.bound() == Bound.AT_LEAST) {
          String label = line.stage() + " / " + line.runner();
          faster.add(new Bar(label, verdict.value(), verdict.limit(), verdict.isMet(), text));
        } else {
          String label = line.stage() + ": " + line.runner();
          double share = Math.min(verdict.value() / verdict.limit(), MOST_OF_ALLOWANCE);
          allowed.add(new Bar(label, share, 1, verdict.isMet(), text));
        }
      }
    }
    int height = 2 * MARGIN + 2 * GAP + ROW * (faster.size() + allowed.size()) + GAP;
    Svg svg = new Svg(WIDTH, height);
    svg.rectangle(0, 0, WIDTH, height, "#ffffff");
    double y = panel(svg, MARGIN, "Times as fast as the peer", faster);
    y = panel(svg, y, "Share of what is allowed", allowed);
    svg.text(
        MARGIN,
        y + ROW,
        12,
        "normal",
        PALE,
        String.format(
            "Marks are goals; %d of %d are met (blue). %s",
            report.met(),
            report.goals(),
            report.environment().facts().getOrDefault("machine", "")));
    return svg.end();
  }

  /** Returns where the next one can begin. */
  private static double panel(Svg svg, double top, String title, List<Bar> bars) {
    if (bars.isEmpty()) {
      return top;
    }
    svg.text(MARGIN, top + 18, 16, "bold", INK, title);
    double longest =
        bars.stream().mapToDouble(bar -> Math.max(bar.length(), bar.mark())).max().orElseThrow();
    double scale = BARS_WIDTH / longest;
    double y = top + GAP;
    for (Bar bar : bars) {
      double length = Math.max(0, bar.length()) * scale;
      double mark = bar.mark() * scale;
      double textLine = y + BAR - 2;
      svg.text(MARGIN, textLine, 13, "normal", INK, bar.label());
      svg.rectangle(BARS, y, length, BAR, bar.isMet() ? MET : MISSED);
      svg.rectangle(BARS + mark - 1, y - 4, 2, BAR + 8, INK);
      svg.text(BARS + Math.max(length, mark) + 8, textLine, 12, "normal", INK, bar.text());
      y += ROW;
    }
    return y + ROW / 2.0;
  }
}
