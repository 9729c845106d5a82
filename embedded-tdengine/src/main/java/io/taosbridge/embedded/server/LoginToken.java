package io.taosbridge.embedded.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token of {@code GET /rest/login} (rest.md, section 3). It hides nothing: key and cipher are
 * fixed by the protocol.
 */
final class LoginToken {

  private static final byte[] KEY = HexFormat.of().parseHex("40b67a305673fd44");
  private static final int USER_BYTES = 24;
  private static final int MIN_BYTES = 48;
  private static final int CIPHER_BLOCK = 8;

  private LoginToken() {}

  /**
   * @throws IllegalArgumentException if the user's name is empty or too long, or the password empty
   */
  static String encode(Credentials credentials) {
    byte[] user = credentials.user().getBytes(StandardCharsets.UTF_8);
    byte[] password = credentials.password().getBytes(StandardCharsets.UTF_8);
    if (user.length < 1 || user.length > USER_BYTES || password.length < 1) {
      throw new IllegalArgumentException("no token for such a user name or password");
    }
    int passwordRoom = (password.length + CIPHER_BLOCK - 1) / CIPHER_BLOCK * CIPHER_BLOCK;
    byte[] plain = new byte[Math.max(MIN_BYTES, USER_BYTES + passwordRoom)];
    System.arraycopy(user, 0, plain, 0, user.length);
    System.arraycopy(password, 0, plain, USER_BYTES, password.length);
    return Base64.getEncoder().encodeToString(cipher(Cipher.ENCRYPT_MODE, plain));
  }

  /**
   * @throws IllegalArgumentException if the text is no token
   */
  static Credentials decode(String token) {
    byte[] encrypted = Base64.getDecoder().decode(token);
    if (encrypted.length < MIN_BYTES || encrypted.length % CIPHER_BLOCK != 0) {
      throw new IllegalArgumentException("a token has other lengths");
    }
    byte[] plain = cipher(Cipher.DECRYPT_MODE, encrypted);
    return new Credentials(text(plain, 0, USER_BYTES), text(plain, USER_BYTES, plain.length));
  }

  private static String text(byte[] plain, int from, int to) {
    int end = from;
    while (end < to && plain[end] != 0) {
      end++;
    }
    return new String(Arrays.copyOfRange(plain, from, end), StandardCharsets.UTF_8);
  }

  /** The protocol demands this cipher; it protects nothing here. */
  @SuppressWarnings("InsecureCryptoUsage")
  private static byte[] cipher(int mode, byte[] input) {
    try {
      Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
      des.init(mode, new SecretKeySpec(KEY, "DES"));
      return des.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
