package carillon.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  private final Vault vault = new Vault(new byte[32]);

  @Test
  void sealedSecretIsReadOnlyWithTheSameKey() {
    String sealed = vault.seal("geheim ✓");

    assertThat(sealed).doesNotContain("geheim");
    assertThat(vault.open(sealed)).isEqualTo("geheim ✓");
    assertThat(vault.seal("geheim ✓")).as("twice the same text").isNotEqualTo(sealed);
    byte[] other = new byte[32];
    other[0] = 1;
    assertThatThrownBy(() -> new Vault(other).open(sealed))
        .hasMessageContaining("carillon.secrets.key");
  }

  @Test
  void tamperedSecretIsRefused() {
    String sealed = vault.seal("text");
    char first = sealed.charAt(20) == 'A' ? 'B' : 'A';
    String changed = sealed.substring(0, 20) + first + sealed.substring(21);

    assertThatThrownBy(() -> vault.open(changed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theKeyFileIsMadeOnceAndReadByNobodyElse(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("carillon").resolve("secrets.key");
    byte[] key = new KeyFile(path).key();

    assertThat(key).hasSize(32).isEqualTo(new KeyFile(path).key());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }
}
