package dev.weir.gateway.tls;

import io.netty.pkitesting.X509Bundle;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// A client that shows its certificate though the server has named other authorities.
final class Insisting extends X509ExtendedKeyManager {
  private final X509Bundle shown;

  Insisting(X509Bundle shown) {
    this.shown = shown;
  }

  @Override
  public String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return "shown";
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return shown.getCertificatePath();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return shown.getKeyPair().getPrivate();
  }

  @Override
  public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
    return new String[] {"shown"};
  }

  @Override
  public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String chooseServerAlias(
      String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
    throw new UnsupportedOperationException();
  }
}
