import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.HiveMetaStore;
import org.apache.hadoop.hive.metastore.conf.MetastoreConf;
import org.apache.hadoop.hive.metastore.txn.TxnDbUtil;

/**
 * Starts a metastore whose database is in memory: the tables of locks, which elsewhere a script
 * makes, first. The first word is the database's URL, the others are the metastore's own.
 */
final class Start {

  public static void main(String[] words) throws Throwable {
    Configuration settings = MetastoreConf.newMetastoreConf();
    MetastoreConf.setVar(settings, MetastoreConf.ConfVars.CONNECT_URL_KEY, words[0]);
    TxnDbUtil.prepDb(settings);
    HiveMetaStore.main(java.util.Arrays.copyOfRange(words, 1, words.length));
  }
}
