package dev.regauge.plugins.scaffold;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.regauge.adapters.spi.OrchestratorAdapter;
import dev.regauge.plugins.api.PluginType;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The Java of a new plugin: one class, one test, and of an adapter the kit's. */
record JavaProject(
    String packageName, String className, String step, String name, PluginType type) {

  String path(String simpleName) {
    return packageName + "/" + simpleName + ".java";
  }

  String plugin() {
    TypeSpec.Builder made =
        TypeSpec.classBuilder(className)
            .addJavadoc("The plugin {@code $L}.\n", name)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL);
    new JavaBodies(made, ClassName.get(packageName, className), step, name).write(type);
    return file(made.build());
  }

  String test() {
    ClassName test = ClassName.get("org.junit.jupiter.api", "Test");
    ClassName self = ClassName.get(packageName, className);
    TypeSpec made =
        TypeSpec.classBuilder(className + "Test")
            .addJavadoc("What the plugin answers.\n")
            .addMethod(
                MethodSpec.methodBuilder("answers")
                    .addAnnotation(test)
                    .addCode(JavaTests.of(type, self, step, name))
                    .build())
            .build();
    return file(made);
  }

  /** Returns the test of an adapter by the first level of the conformance kit. */
  String conformance() {
    ClassName self = ClassName.get(packageName, className);
    return file(
        TypeSpec.classBuilder(className + "ConformanceTest")
            .addJavadoc(
                "The first level of the kit; AdapterConformance is the second, and so on.\n")
            .superclass(ClassName.get("dev.regauge.testkit", "LoadsConformance"))
            .addMethod(
                MethodSpec.methodBuilder("adapter")
                    .addAnnotation(Override.class)
                    .addModifiers(Modifier.PROTECTED)
                    .returns(
                        ParameterizedTypeName.get(
                            ClassName.get(OrchestratorAdapter.class),
                            WildcardTypeName.subtypeOf(Object.class)))
                    .addStatement("return new $T()", self)
                    .build())
            .build());
  }

  private String file(TypeSpec type) {
    return JavaFile.builder(packageName, type)
        .skipJavaLangImports(true)
        .indent("  ")
        .build()
        .toString();
  }

  /** Returns an overriding method. */
  static MethodSpec.Builder method(String name, TypeName result) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(AnnotationSpec.builder(Override.class).build())
        .addModifiers(Modifier.PUBLIC)
        .returns(result);
  }

  /** Returns {@code return List.of(new X(…));}. */
  static CodeBlock returnOne(Class<?> record, Object... texts) {
    CodeBlock.Builder arguments = CodeBlock.builder();
    for (int i = 0; i < texts.length; i++) {
      arguments.add(i == 0 ? "$S" : ", $S", texts[i]);
    }
    return CodeBlock.builder()
        .addStatement("return $T.of(new $T($L))", List.class, record, arguments.build())
        .build();
  }
}
