package io.taosbridge.contract;

import io.taosbridge.client.ConnectionOptions.Transport;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The transports that have what the cases need. On any other, a case passes only if it ends with
 * the InterfaceException that names one of these.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface AvailableOn {
  Transport[] value();
}
