import { useNavigation } from '../../app/navigation.tsx';

export function CustodyScreen() {
  const { caseId } = useNavigation();
  return <main data-case={caseId} />;
}
