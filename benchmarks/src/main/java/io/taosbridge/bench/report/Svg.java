package io.taosbridge.bench.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The little of SVG that a bar chart needs. Lengths are in pixels, from the top left corner. */
final class Svg {

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  Svg(double width, double height) {
    try {
      xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartElement("svg");
      xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
      xml.writeAttribute("width", number(width));
      xml.writeAttribute("height", number(height));
      xml.writeAttribute("viewBox", "0 0 " + number(width) + " " + number(height));
      xml.writeAttribute("font-family", "Helvetica, Arial, sans-serif");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  void rectangle(double x, double y, double width, double height, String colour) {
    element(
        "rect",
        null,
        "x",
        number(x),
        "y",
        number(y),
        "width",
        number(width),
        "height",
        number(height),
        "fill",
        colour);
  }

  /**
   * @param y of the line that letters stand on
   */
  void text(double x, double y, int size, String weight, String colour, String words) {
    element(
        "text",
        words,
        "x",
        number(x),
        "y",
        number(y),
        "font-size",
        Integer.toString(size),
        "font-weight",
        weight,
        "fill",
        colour);
  }

  /** The whole drawing; it can't be added to afterwards. */
  String end() {
    try {
      xml.writeEndElement();
      xml.close();
      return text + "\n";
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private void element(String name, String words, String... attributes) {
    try {
      xml.writeCharacters("\n");
      xml.writeStartElement(name);
      for (int i = 0; i < attributes.length; i += 2) {
        xml.writeAttribute(attributes[i], attributes[i + 1]);
      }
      if (words != null) {
        xml.writeCharacters(words);
      }
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String number(double length) {
    return String.format(Locale.ROOT, "%.1f", length);
  }
}
