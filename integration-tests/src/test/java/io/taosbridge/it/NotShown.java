package io.taosbridge.it;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** That nothing a caller sees of a class names a type of some packages. */
final class NotShown extends ArchCondition<JavaClass> {

  private final List<String> packages;

  NotShown(String... packages) {
    super("show no type of " + String.join(", ", packages));
    this.packages = List.of(packages);
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    Stream.concat(supertypes(item), item.getMembers().stream().flatMap(NotShown::types))
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .filter(this::isHidden)
        .distinct()
        .forEach(
            type ->
                events.add(
                    SimpleConditionEvent.violated(
                        item, item.getName() + " shows " + type.getName())));
  }

  private boolean isHidden(JavaClass type) {
    return packages.stream().anyMatch(name -> type.getPackageName().startsWith(name));
  }

  private static Stream<JavaType> supertypes(JavaClass item) {
    return Stream.concat(item.getSuperclass().stream(), item.getInterfaces().stream());
  }

  private static Stream<JavaType> types(JavaMember member) {
    if (member.getModifiers().stream()
        .noneMatch(each -> each == JavaModifier.PUBLIC || each == JavaModifier.PROTECTED)) {
      return Stream.empty();
    }
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit call = (JavaCodeUnit) member;
    return Stream.of(
            List.of(call.getReturnType()), call.getParameterTypes(), call.getExceptionTypes())
        .flatMap(Collection::stream);
  }
}
