package io.taosbridge.embedded.sql;

import io.taosbridge.block.ColumnType;
import java.math.BigInteger;
import java.util.List;

/** An expression. */
public sealed interface Expr {

  /** NULL. */
  record Null() implements Expr {}

  /** TRUE or FALSE. */
  record Bool(boolean value) implements Expr {}

  /** An integer of any size. */
  record Int(BigInteger value) implements Expr {}

  /**
   * A number with a point or exponent.
   *
   * @param text as written
   */
  record Decimal(String text) implements Expr {}

  /** A text in quotes. */
  record Text(String value) implements Expr {}

  /** A span of time: {@code 10s}. */
  record Duration(long count, char unit) implements Expr {}

  /**
   * A {@code ?}.
   *
   * @param index from 0
   */
  record Parameter(int index) implements Expr {}

  /** {@code *}, in a select list or in {@code count(*)}. */
  record Star() implements Expr {}

  /**
   * A column, tag or pseudo column.
   *
   * @param qualifier name or alias of a table; null if there is none
   */
  record Column(String qualifier, String name) implements Expr {}

  /** A function. */
  record Call(String function, List<Expr> arguments, boolean distinct) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** CAST. */
  record Cast(Expr operand, ColumnType type) implements Expr {}

  /** NOT. */
  record Not(Expr operand) implements Expr {}

  /** Minus in front of an operand. */
  record Negate(Expr operand) implements Expr {}

  /** Two operands around an operator. */
  record Binary(Operator operator, Expr left, Expr right) implements Expr {}

  /** IS NULL. */
  record IsNull(Expr operand) implements Expr {}

  /** BETWEEN, both ends included. */
  record Between(Expr operand, Expr low, Expr high) implements Expr {}

  /** IN. */
  record In(Expr operand, List<Expr> values) implements Expr {
    public In {
      values = List.copyOf(values);
    }
  }

  /** CASE WHEN; without ELSE the last branch is NULL. */
  record Case(List<When> branches, Expr otherwise) implements Expr {
    public Case {
      branches = List.copyOf(branches);
    }
  }

  /** A branch of CASE. */
  record When(Expr condition, Expr value) {}

  /** Operators between two operands. */
  enum Operator {
    OR,
    AND,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LIKE,
    MATCH,
    NMATCH,
    CONTAINS,
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    REMAINDER,
    JSON_MEMBER;

    public boolean isComparison() {
      return compareTo(EQUAL) >= 0 && compareTo(GREATER_OR_EQUAL) <= 0;
    }

    public boolean isArithmetic() {
      return compareTo(ADD) >= 0 && compareTo(REMAINDER) <= 0;
    }
  }
}
